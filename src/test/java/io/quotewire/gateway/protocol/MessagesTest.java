package io.quotewire.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Tick;
import io.quotewire.bus.Unrecovered;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is sent, byte for byte. */
final class MessagesTest {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String UPDATE_DATA =
            "\"symbol\":\"BTC-USD\",\"price\":\"43251.10\",\"volume\":\"1.5\",\"bid\":\"43251.09\","
                    + "\"source\":\"coinbase\",\"ts\":1700000000000001";
    private static final String TIMESTAMP = ",\"timestamp\":\"2023-11-14T22:13:20.007Z\"}";

    private final AtomicLong nowMs = new AtomicLong(1_700_000_000_007L);
    private final Messages messages = new Messages(nowMs::get);

    private static Tick tick(String symbol, long seq, String price) {
        return new Tick(
                symbol,
                seq,
                "coinbase",
                1_700_000_000_000_001L,
                price,
                "1.5",
                null,
                null,
                "43251.09",
                null,
                null,
                null,
                null);
    }

    private static void assertSends(Outbound message, String json) {
        assertThat(new String(message.utf8(), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(message.text()).isEqualTo(json);
        assertThat(message.length()).isEqualTo(message.utf8().length);
    }

    @Test
    void aWelcomeNamesTheUserIfThereIsOne() {
        Welcome nobody = new Welcome("n-0-1", "n\"1", 15_000, null, "ANONYMOUS", false);
        Welcome user = new Welcome("n-0-1", "n", 0, "u\n€", "TRADER", true);

        assertSends(
                messages.connected(nobody),
                "{\"type\":\"connected\",\"data\":{\"connectionId\":\"n-0-1\",\"node\":\"n\\\"1\",\"heartbeatMs\":15000,"
                        + "\"protocol\":\"quotewire.v1.json\",\"role\":\"ANONYMOUS\",\"resumed\":false}" + TIMESTAMP);
        assertThat(new JsonObject(messages.connected(user).text()).getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("connectionId", "n-0-1")
                        .put("node", "n")
                        .put("heartbeatMs", 0)
                        .put("protocol", "quotewire.v1.json")
                        .put("user", "u\n€")
                        .put("role", "TRADER")
                        .put("resumed", true));
    }

    @Test
    void aConfirmationListsWhatWasGranted() {
        String begin = "{\"type\":\"subscription_confirmed\"";

        assertSends(messages.confirmed(null, List.of()), begin + ",\"data\":{\"channels\":[]}" + TIMESTAMP);
        assertSends(
                messages.confirmed(
                        7L,
                        List.of(
                                new Confirmed("prices:A-B", null, 0, false, null),
                                new Confirmed("room:r", "e1", 3, false, Unrecovered.NOT_KEPT),
                                new Confirmed("notifications", "e1", 12, true, null))),
                begin + ",\"id\":7,\"data\":{\"channels\":["
                        + "{\"channel\":\"prices:A-B\",\"epoch\":null,\"seq\":0,\"recovered\":false},"
                        + "{\"channel\":\"room:r\",\"epoch\":\"e1\",\"seq\":3,\"recovered\":false,\"reason\":\"not_kept\"},"
                        + "{\"channel\":\"notifications\",\"epoch\":\"e1\",\"seq\":12,\"recovered\":true}]}"
                        + TIMESTAMP);
    }

    @Test
    void anUpdateIsOneObjectOfKnownFields() {
        Tick tick = tick("BTC-USD", 7, "43251.10");
        String start = "{\"type\":\"update\",\"channel\":\"prices:BTC-USD\",\"seq\":7";

        assertSends(messages.update(tick, false), start + ",\"data\":{" + UPDATE_DATA + "}" + TIMESTAMP);
        assertSends(
                messages.update(tick, true), start + ",\"snapshot\":true,\"data\":{" + UPDATE_DATA + "}" + TIMESTAMP);
        Merged merged = new Merged(tick("BTC-USD", 6, "43300"));
        merged.add(tick);
        assertSends(
                messages.update(merged),
                start + ",\"merged\":2,\"high\":\"43300\",\"low\":\"43251.10\",\"data\":{" + UPDATE_DATA + "}"
                        + TIMESTAMP);
    }

    @Test
    void manyPricesAreOneObjectByTheirSymbols() {
        Merged one = new Merged(tick("BTC-USD", 7, "43251.10"));
        Merged two = new Merged(tick("BTC-USD", 0, "1"));
        two.add(tick("BTC-USD", 7, "43251.10"));

        assertSends(
                messages.priceUpdate(List.of(one, two)),
                "{\"type\":\"price_update\",\"data\":{\"prices\":{\"BTC-USD\":{" + UPDATE_DATA
                        + ",\"seq\":7},\"BTC-USD\":{" + UPDATE_DATA
                        + ",\"seq\":7,\"merged\":2,\"high\":\"43251.10\",\"low\":\"1\"}}}" + TIMESTAMP);
    }

    @Test
    void aBatchHoldsItsMessagesAsTheyAreEvenAfterTheirFramesWereMade() {
        Outbound first = messages.update(tick("BTC-USD", 7, "\u20AC\uD83D\uDE80"), false);
        Outbound second = messages.update(tick("ETH-USD", 8, "2"), false);
        String texts = first.text() + "," + second.text();
        first.frame(room -> {
            room[0] = 1;
            return room;
        });

        assertSends(messages.batch(List.of(first, second)), "{\"type\":\"batch\",\"data\":[" + texts + "]" + TIMESTAMP);
    }

    @Test
    void aReplyRepeatsTheIdAndAShutdownSaysItTwice() {
        JsonObject data = new JsonObject().put("a", "\u00FC\uD83D\uDE80");

        assertSends(
                messages.reply("pong", "\"\u00FC\n", data),
                "{\"type\":\"pong\",\"id\":\"\\\"\u00FC\\u000a\",\"data\":{\"a\":\"\u00FC\uD83D\uDE80\"}" + TIMESTAMP);
        assertSends(
                messages.reply("pong", Long.MIN_VALUE, null),
                "{\"type\":\"pong\",\"id\":-9223372036854775808" + TIMESTAMP);
        assertSends(
                messages.shutdown("soon", 500),
                "{\"type\":\"system\",\"action\":\"shutdown\",\"message\":\"soon\",\"data\":{\"action\":\"shutdown\","
                        + "\"message\":\"soon\",\"reconnectAfterMs\":500}" + TIMESTAMP);
    }

    @Test
    void everyCharacterIsUtf8AndComesBackFromJson() {
        JsonBytes out = new JsonBytes();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertQuoted(out, "a" + (char) c + "b");
        }
        for (String text : List.of(
                "",
                "\uD83D\uDE80",
                "\uDE80\uD83D",
                "\uD83D\uD83D\uDE80",
                "\u20AC\uDE80",
                "\uDE80\uDE80",
                "\uDBFF\uDFFF",
                "\uD800")) {
            assertQuoted(out, text);
        }
    }

    private static void assertQuoted(JsonBytes out, String text) {
        out.begin(0);
        byte[] bytes = out.quoted(text).toArray();
        String json = new String(bytes, StandardCharsets.UTF_8);
        assertThat(json.getBytes(StandardCharsets.UTF_8)).as("valid UTF-8").isEqualTo(bytes);
        assertThat(new JsonObject("{\"v\":" + json + "}").getString("v")).isEqualTo(text);
    }

    @Test
    void aNumberIsWrittenAsJavaWritesIt() {
        JsonBytes out = new JsonBytes();
        for (long value : new long[] {0, 9, 10, 99, 100, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000_000_001L}) {
            out.begin(0);
            assertThat(new String(out.number(value).toArray(), StandardCharsets.US_ASCII))
                    .isEqualTo(Long.toString(value));
        }
    }

    @Test
    void whatIsLongerThanTheRoomAndWhatFollowsItAreWhole() {
        String endless = "\u20AC\"x".repeat(300_000);

        Outbound large = messages.update(tick(endless, 1, "1"), false);
        Outbound small = messages.update(tick("A-B", 2, "2"), false);

        assertThat(new JsonObject(large.text()).getString("channel")).isEqualTo("prices:" + endless);
        assertThat(new JsonObject(small.text()).getString("channel")).isEqualTo("prices:A-B");
    }

    @Test
    void timestampsFollowTheClockForwardsAndBackwards() {
        long start = 1_700_000_000_000L;
        for (long ms :
                new long[] {start, start + 1, start + 999, start + 1000, start + 61_099, start - 1, -1, -1000, 0}) {
            nowMs.set(ms);
            assertThat(new JsonObject(messages.notice("x", null).text()).getString("timestamp"))
                    .isEqualTo(ISO.format(Instant.ofEpochMilli(ms)));
        }
    }
}
