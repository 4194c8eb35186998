package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ten ticks on their way between two nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TickBatchBenchmark {
    private final TickBatchCodec codec = new TickBatchCodec();
    private final TickBatch batch = new TickBatch("feed-1", 1_700_000_000_000L, 7, 4_711, SampleTicks.of(10));
    private final Buffer wire = Buffer.buffer();

    /** Makes ten ticks and the bytes they are read from. */
    public TickBatchBenchmark() {
        codec.encodeToWire(wire, batch);
    }

    /** Ten ticks to bytes. */
    @Benchmark
    public Buffer encodeTenTicks() {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, batch);
        return buffer;
    }

    /** Bytes to ten ticks. */
    @Benchmark
    public TickBatch decodeTenTicks() {
        return codec.decodeFromWire(0, wire);
    }
}
