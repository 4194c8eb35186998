package io.quotewire.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.quotewire.bus.SampleTicks;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.transport.websocket.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From ticks to what is sent. The clock goes on by a millisecond every ten ticks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {
    private static final int TICKS_A_MS = 10;
    private long count;
    private final List<Tick> ticks = SampleTicks.of(64);
    private final List<Merged> market =
            SampleTicks.of(200).stream().map(Merged::new).toList();
    private final Messages messages = new Messages(() -> 1_700_000_000_000L + count / TICKS_A_MS);
    private final List<Outbound> ten = new ArrayList<>();

    /** Makes ten messages to be put into one. */
    public EncodingBenchmark() {
        for (int i = 0; i < 10; i++) {
            ten.add(update());
        }
    }

    /** One tick, its bytes. */
    @Benchmark
    public byte[] updateBytes() {
        return update().utf8();
    }

    /** One tick, its frame. */
    @Benchmark
    public byte[] updateFrame() {
        return update().frame(EncodingBenchmark::frame);
    }

    /** One tick, its text, as SockJS wants it. */
    @Benchmark
    public String updateText() {
        return update().text();
    }

    /** Ten ticks of one turn of the loop, their frames outside the heap. */
    @Benchmark
    public int tenUpdatesOutsideTheHeap() {
        List<Outbound> updates = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            updates.add(update());
        }
        Bundle bundle = Bundle.of(10, updates);
        ByteBuf frames = bundle.frames(message -> message.frame(EncodingBenchmark::frame));
        int length = frames.readableBytes();
        bundle.release();
        return length;
    }

    /** 200 symbols in one frame, as the firehose sends them. */
    @Benchmark
    public byte[] priceUpdateOf200Symbols() {
        count += TICKS_A_MS;
        return messages.priceUpdate(market).frame(EncodingBenchmark::frame);
    }

    /** Ten messages in one, which are there already. */
    @Benchmark
    public byte[] batchOfTen() {
        count += TICKS_A_MS;
        return messages.batch(ten).frame(EncodingBenchmark::frame);
    }

    private static byte[] frame(byte[] room) {
        return Frames.textInPlace(room, Outbound.FREE_BYTES);
    }

    private Outbound update() {
        return messages.update(ticks.get((int) (count++ & 63)), false);
    }
}
