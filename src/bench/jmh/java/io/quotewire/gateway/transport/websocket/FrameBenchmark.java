package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.Unpooled;
import io.quotewire.bus.SampleTicks;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Messages;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a WebSocket's frames cost: text that is looked at, and text that is compressed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
    private static final int BYTES = 5 * 1024;
    private final byte[] prices = prices();
    private final byte[] request = Arrays.copyOf(prices, 100);
    private final FrameDeflater deflater = new FrameDeflater();
    private final OpenValidator validator = new OpenValidator();

    /** 100 bytes, looked at by ours. */
    @Benchmark
    public int utf8Of100Bytes() {
        return Utf8.after(Utf8.START, request);
    }

    /** 5 KiB, looked at by ours. */
    @Benchmark
    public int utf8Of5KiB() {
        return Utf8.after(Utf8.START, prices);
    }

    /** 100 bytes, looked at by Netty's, with the frame it wants. */
    @Benchmark
    public Object nettyUtf8Of100Bytes() {
        return validator.look(Unpooled.wrappedBuffer(request));
    }

    /** 5 KiB, looked at by Netty's, with the frame it wants. */
    @Benchmark
    public Object nettyUtf8Of5KiB() {
        return validator.look(Unpooled.wrappedBuffer(prices));
    }

    /** 5 KiB of prices to a compressed frame. */
    @Benchmark
    public byte[] deflate5KiB() {
        return deflater.text(prices);
    }

    /** Gives memory back. */
    @TearDown
    public void close() {
        deflater.close();
    }

    private static byte[] prices() {
        Messages messages = new Messages(() -> 1_700_000_000_000L);
        byte[] all = messages.priceUpdate(
                        SampleTicks.of(40).stream().map(Merged::new).toList())
                .utf8();
        return Arrays.copyOf(all, BYTES);
    }
}
