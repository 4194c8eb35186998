package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that travel between nodes. */
final class CodecTest {
    private static final long NOW = 1_790_000_000_000_000L;
    private static final String ROCKET = "\uD83D\uDE80 \u00FC \u0000 \"\\";

    private static Tick tick(long tsMicros, String text) {
        return new Tick("BTC-USD", 7, "coinbase", tsMicros, text, text, text, text, text, text, text, text, text);
    }

    private static Tick bare(String symbol, long tsMicros) {
        return new Tick(symbol, 1, "simulated", tsMicros, null, null, null, null, null, null, null, null, null);
    }

    /** Each has one optional field. */
    private static List<Tick> onePresent() {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String[] o = new String[9];
            o[i] = "v" + i;
            ticks.add(new Tick("A-B", i, "s", NOW, o[0], o[1], o[2], o[3], o[4], o[5], o[6], o[7], o[8]));
        }
        return ticks;
    }

    static List<TickBatch> batches() {
        List<Tick> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(tick(NOW + i * 1_000L, "0." + i));
        }
        return List.of(
                new TickBatch("feed-1", 1, 15, 1, List.of(tick(NOW, "50123.45000000"))),
                new TickBatch("feed-1", 1, 15, 2, List.of(bare("BTC-USD", NOW))),
                new TickBatch("feed-1", 1, 15, 3, onePresent()),
                new TickBatch("feed-1", 1, 15, 4, List.of(tick(NOW, ""))),
                new TickBatch(ROCKET, 1, 15, 5, List.of(tick(NOW, ROCKET))),
                new TickBatch(
                        "feed-1", 1, 15, 6, List.of(bare("A", NOW), bare("B", NOW - 5), bare("C", 0), bare("D", -1))),
                new TickBatch("feed-1", 1, 15, 7, List.of(bare("A", Long.MIN_VALUE), bare("B", Long.MAX_VALUE))),
                new TickBatch("feed-1", Long.MAX_VALUE, 15, -1, List.of(bare("A", NOW))),
                new TickBatch("feed-1", 0, 15, 0, List.of()),
                new TickBatch("feed-1", 1, 15, 8, many),
                new TickBatch("f".repeat(1_000), 1, 15, 9, List.of(tick(NOW, "9".repeat(100_000)))));
    }

    static List<QuoteSnapshot> snapshots() {
        FeedStatus feed = new FeedStatus(
                "feed-1", "sim", "simulated", true, FeedState.CONNECTED, "started", 5, List.of("BTC-USD", ROCKET));
        FeedStatus gone = new FeedStatus("feed-1", "x", "x", false, FeedState.FAILED, "gave up", 6, List.of());
        return List.of(
                new QuoteSnapshot(
                        "feed-1",
                        1,
                        Map.of(0, 2L, 15, 300L),
                        7,
                        List.of(tick(NOW, "1"), bare("ETH-USD", NOW - 9)),
                        List.of(feed, gone)),
                new QuoteSnapshot("feed-1", 1, Map.of(), 0, List.of(), List.of()),
                new QuoteSnapshot("feed-1", 1, Map.of(3, 2L), Long.MAX_VALUE, onePresent(), List.of()),
                new QuoteSnapshot("feed-1", 1, Map.of(3, 2L), Long.MAX_VALUE, List.of(), List.of(feed)));
    }

    static List<TickDigest> digests() {
        return List.of(
                new TickDigest("feed-1", 1, 1, Map.of(0, 0L, 15, 300L), onePresent()),
                new TickDigest(ROCKET, Long.MAX_VALUE, Long.MAX_VALUE, Map.of(), List.of()));
    }

    /** Between other bytes, as on the wire. */
    private static <T> T roundTrip(MessageCodec<T, T> codec, T message) {
        Buffer wire = Buffer.buffer().appendString("before");
        codec.encodeToWire(wire, message);
        wire.appendString("after");
        return codec.decodeFromWire("before".length(), wire);
    }

    private static Buffer written(Consumer<Wire.Writer> work) {
        Wire.Writer out = new Wire.Writer(0);
        work.accept(out);
        Buffer wire = Buffer.buffer();
        out.appendTo(wire);
        return wire;
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aBatchComesBackAsItWas(TickBatch batch) {
        assertThat(roundTrip(new TickBatchCodec(), batch)).isEqualTo(batch);
    }

    @Test
    void aTurnComesBackAsItWas() {
        assertThat(roundTrip(new TickTurnCodec(), new TickTurn(batches()))).isEqualTo(new TickTurn(batches()));
        assertThat(roundTrip(new TickTurnCodec(), new TickTurn(List.of()))).isEqualTo(new TickTurn(List.of()));
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void aSnapshotComesBackAsItWas(QuoteSnapshot snapshot) {
        assertThat(roundTrip(new QuoteSnapshotCodec(), snapshot)).isEqualTo(snapshot);
    }

    @ParameterizedTest
    @MethodSource("digests")
    void aDigestComesBackAsItWas(TickDigest digest) {
        assertThat(roundTrip(new TickDigestCodec(), digest)).isEqualTo(digest);
    }

    @Test
    void statusesOfSymbolsComeBackAsTheyWere() {
        SymbolStatuses all = new SymbolStatuses(
                "feed-1",
                NOW,
                7,
                true,
                List.of(
                        new SymbolStatus("BTC-USD", SymbolState.LIVE, "coinbase", 5),
                        new SymbolStatus("ETH-USD", SymbolState.LIVE, "desk", 6, List.of("volume", "change")),
                        new SymbolStatus(ROCKET, SymbolState.HALTED, ROCKET, Long.MAX_VALUE)));
        SymbolStatuses none = new SymbolStatuses("feed-1", 1, 0, false, List.of());
        SymbolStatusesCodec codec = new SymbolStatusesCodec();

        assertThat(roundTrip(codec, all)).isEqualTo(all);
        assertThat(roundTrip(codec, none)).isEqualTo(none);
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, all);
        for (int end = 0; end < wire.length(); end++) {
            Buffer cut = wire.getBuffer(0, end);
            assertThatThrownBy(() -> codec.decodeFromWire(0, cut)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aGroupThatThereIsNotIsAnError() {
        for (long group : new long[] {TickGroup.COUNT, Long.MAX_VALUE, -1}) {
            Buffer sequences = written(out -> {
                out.putLong(1);
                out.putLong(group);
                out.putLong(1);
            });
            assertThatThrownBy(() -> GroupWire.get(new Wire.Reader(sequences, 0)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void truncatedBytesAreAnErrorWhereverTheyEnd() {
        TickBatchCodec batches = new TickBatchCodec();
        Buffer batch = Buffer.buffer();
        batches.encodeToWire(
                batch, new TickBatch("feed-1", 1, 15, 300, List.of(tick(NOW, "1.5"), bare("ETH-USD", NOW))));
        QuoteSnapshotCodec snapshots = new QuoteSnapshotCodec();
        Buffer snapshot = Buffer.buffer();
        snapshots.encodeToWire(snapshot, snapshots().get(0));
        TickDigestCodec digests = new TickDigestCodec();
        Buffer digest = Buffer.buffer();
        digests.encodeToWire(digest, digests().get(0));

        TickTurnCodec turns = new TickTurnCodec();
        Buffer turn = Buffer.buffer();
        turns.encodeToWire(turn, new TickTurn(batches().subList(0, 3)));
        for (int end = 0; end < turn.length(); end++) {
            Buffer cut = turn.getBuffer(0, end);
            assertThatThrownBy(() -> turns.decodeFromWire(0, cut)).isInstanceOf(RuntimeException.class);
        }
        for (int end = 0; end < batch.length(); end++) {
            Buffer cut = batch.getBuffer(0, end);
            assertThatThrownBy(() -> batches.decodeFromWire(0, cut)).isInstanceOf(RuntimeException.class);
        }
        for (int end = 0; end < snapshot.length(); end++) {
            Buffer cut = snapshot.getBuffer(0, end);
            assertThatThrownBy(() -> snapshots.decodeFromWire(0, cut)).isInstanceOf(RuntimeException.class);
        }
        for (int end = 0; end < digest.length(); end++) {
            Buffer cut = digest.getBuffer(0, end);
            assertThatThrownBy(() -> digests.decodeFromWire(0, cut)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void lengthsAndCountsThatExceedWhatFollowsAreErrors() {
        for (long length : new long[] {5, 1L << 31, (1L << 32) + 3, Long.MAX_VALUE, -1}) {
            Buffer text = written(out -> out.putLong(length)).appendString("ab");
            assertThatThrownBy(() -> new Wire.Reader(text, 0).getText()).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> new Wire.Reader(text, 0).getCount()).isInstanceOf(RuntimeException.class);
        }
        Buffer endless = Buffer.buffer(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
        assertThatThrownBy(() -> new Wire.Reader(endless, 0).getLong()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fieldsOfALaterVersionAreAnErrorNotGarbage() {
        Buffer tick = written(out -> {
            out.putLong(1);
            out.putLong(1 << 9);
            out.putText("BTC-USD");
            out.putLong(1);
            out.putText("coinbase");
            out.putLong(0);
            out.putText("what is this");
        });

        assertThatThrownBy(() -> TickWire.get(new Wire.Reader(tick, 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void corruptedBytesNeverAskForMoreMemoryThanTheyAre() {
        Random random = new Random(42);
        TickBatchCodec codec = new TickBatchCodec();
        Buffer good = Buffer.buffer();
        codec.encodeToWire(good, new TickBatch("feed-1", 1, 15, 300, onePresent()));
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = good.getBytes();
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            TickBatch read;
            try {
                read = codec.decodeFromWire(0, Buffer.buffer(bytes));
            } catch (RuntimeException refused) {
                continue;
            }
            assertThat(read.ticks()).hasSizeLessThanOrEqualTo(bytes.length);
        }
    }

    @Test
    void anIntegerTakesAsManyBytesAsItNeedsAndComesBack() {
        for (long value :
                new long[] {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            Buffer wire = written(out -> out.putLong(value));
            assertThat(new Wire.Reader(wire, 0).getLong()).isEqualTo(value);
            assertThat(wire.length()).isEqualTo(Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7));
        }
    }

    @Test
    void aTextOfAnyLengthIsUtf8AfterItsLengthPlusOne() {
        for (int length : new int[] {0, 1, 125, 126, 127, 128, 300}) {
            for (String text : List.of("a".repeat(length), "\u00FC".repeat(length))) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                Buffer wire = written(out -> out.putText(text));
                assertThat(new Wire.Reader(wire, 0).getText()).isEqualTo(text);
                assertThat(wire.getBytes(wire.length() - utf8.length, wire.length()))
                        .isEqualTo(utf8);
                assertThat(new Wire.Reader(wire, 0).getLong()).isEqualTo(utf8.length + 1L);
            }
        }
        assertThat(written(out -> out.putText(null)).getBytes()).containsExactly(0);
    }

    @Test
    void aNodeReceivesTheSameObjectFromItself() {
        Vertx vertx = Vertx.vertx();
        try {
            BusCodecs.register(vertx.eventBus());
            vertx.eventBus().<TickBatch>consumer("here", message -> message.reply(message.body()));
            TickBatch batch = batches().get(0);

            Object back = vertx.eventBus().request("here", batch).await().body();

            assertThat(back).isSameAs(batch);
            assertThatThrownBy(() -> BusCodecs.register(vertx.eventBus())).isInstanceOf(IllegalStateException.class);
        } finally {
            vertx.close().await();
        }
    }
}
