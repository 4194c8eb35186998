package io.quotewire.feed.source.stream;

import java.util.Map;

/**
 * Where to connect. Immutable.
 *
 * @param url {@code ws://} or {@code wss://}, with the query that goes with it
 * @param headers what goes with the handshake, such as a key; never printed
 */
public record StreamAddress(String url, Map<String, String> headers) {
    /** Copies the headers. */
    public StreamAddress {
        headers = Map.copyOf(headers);
    }

    /**
     * Without headers.
     *
     * @param url where to connect
     * @return an address
     */
    public static StreamAddress of(String url) {
        return new StreamAddress(url, Map.of());
    }

    /**
     * The same with something added to the query.
     *
     * @param parameter such as {@code assets=bitcoin}, encoded
     * @return another address
     */
    public StreamAddress with(String parameter) {
        return new StreamAddress(url + (url.contains("?") ? "&" : "?") + parameter, headers);
    }

    /** Without the query, which may be long or hold a key. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
