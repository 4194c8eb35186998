package io.quotewire.gateway.abuse;

import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Too much of what is allowed: frames, requests, subscriptions, connections; and answers that nobody reads. */
final class FloodAbuses {
    private static final int FIN = 0x80;

    private FloodAbuses() {}

    static List<Abuse> all() {
        List<Abuse> all = new ArrayList<>();
        all.add(flood("a flood of pings", "1008", FrameAbuses.frame(FIN | 9, new byte[0])));
        all.add(flood("a flood of pongs", "1008", FrameAbuses.frame(FIN | 10, new byte[125])));
        all.add(flood("a flood of empty messages", "1008|4029", FrameAbuses.text("")));
        all.add(flood("a flood of requests", "1008|4029", FrameAbuses.text("{\"type\":\"get_status\"}")));
        all.add(flood("a flood of free requests", "1008|4029", FrameAbuses.text("{\"type\":\"ping\"}")));
        all.add(flood("a flood of what is no JSON", "1008|4029", FrameAbuses.text("}{")));
        all.add(flood("endless pieces of nothing", "1002", FrameAbuses.frame(0, new byte[0])));
        all.add(new Abuse(
                "pieces, the first with a letter",
                "1008|1009",
                target -> target.frames(
                        "/ws",
                        FrameAbuses.frame(1, new byte[] {'{'}),
                        times(FrameAbuses.frame(0, new byte[] {' '}), 1_000))));
        all.add(flood("subscribes and unsubscribes", "1008|4029", subscribing()));
        all.add(new Abuse("asks for much and reads nothing", "cut|4413|1008|4029", FloodAbuses::unread));
        all.add(new Abuse("10,000 requests in one pipeline, unread", "served", FloodAbuses::pipeline));
        all.add(new Abuse("300 connections that say nothing", "cut", FloodAbuses::silent));
        all.add(new Abuse("300 handshakes that vanish", "gone", FloodAbuses::vanishing));
        return all;
    }

    private static byte[] subscribing() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(FrameAbuses.text("{\"type\":\"subscribe\",\"data\":{\"symbols\":[\"BTC-USD\"]}}"));
        both.writeBytes(FrameAbuses.text("{\"type\":\"unsubscribe\",\"data\":{\"symbols\":[\"BTC-USD\"]}}"));
        return both.toByteArray();
    }

    private static Abuse flood(String name, String expected, byte[] frame) {
        return new Abuse(name, expected, target -> target.frames("/ws", times(frame, 5_000)));
    }

    private static byte[] times(byte[] frame, int count) {
        byte[] all = new byte[frame.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    private static String unread(Target target) throws IOException {
        try (RawSocket socket = new RawSocket(target.port(), "/ws")) {
            for (int i = 0; i < 200; i++) {
                socket.bytes(times(FrameAbuses.text("{\"type\":\"get_status\"}"), 100));
            }
            return Target.end(socket);
        }
    }

    private static String pipeline(Target target) {
        try (RawHttp http = new RawHttp(target.port())) {
            String one = Target.request("GET", "/health/live");
            http.bytes((one.repeat(9_999) + Target.request("GET", "/health/live", "Connection: close"))
                    .getBytes(StandardCharsets.US_ASCII));
            http.drain();
            return "served";
        }
    }

    private static String silent(Target target) {
        List<RawHttp> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                silent.add(new RawHttp(target.port()));
            }
            return silent.stream().allMatch(RawHttp::isClosed) ? "cut" : "answered";
        } finally {
            silent.forEach(RawHttp::close);
        }
    }

    private static String vanishing(Target target) {
        byte[] handshake = Target.request(
                        "GET",
                        "/ws",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 300; i++) {
            RawHttp http = new RawHttp(target.port());
            http.bytes(i % 3 == 0 ? Arrays.copyOf(handshake, i % handshake.length) : handshake);
            http.reset();
        }
        return "gone";
    }
}
