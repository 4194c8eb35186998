package io.quotewire.testkit.exchange;

import java.util.HashMap;
import java.util.Map;

/** An answer of an emulated REST interface. */
public record RestReply(int status, String type, String body, Map<String, String> headers) {
    public static RestReply of(int status, String json) {
        return new RestReply(status, "application/json", json, Map.of());
    }

    /** As CoinCap's version 2 did: plain text with 429. */
    public static RestReply plainTooOften() {
        return new RestReply(
                429, "text/plain", "You exceeded your 200 request(s) rate limit of your FREE plan", Map.of());
    }

    /** A page of the network in front of an exchange. */
    public static RestReply page(int status) {
        return new RestReply(
                status,
                "text/html; charset=UTF-8",
                "<!DOCTYPE html><html><head><title>Access denied</title></head><body>error code: 1020</body></html>",
                Map.of());
    }

    public RestReply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new RestReply(status, type, body, Map.copyOf(more));
    }
}
