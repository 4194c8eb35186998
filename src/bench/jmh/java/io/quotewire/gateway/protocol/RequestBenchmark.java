package io.quotewire.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What clients send. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {
    private final byte[] ping = utf8("{\"type\":\"ping\",\"id\":1}");
    private final byte[] subscribe = utf8("""
                    {"type":"subscribe","id":"a1","data":{"symbols":["BTC-USD","ETH-USD","SOL-USD","XRP-USD","ADA-USD"],"mode":"latest"}}""");

    /** The shortest. */
    @Benchmark
    public RequestParser.Parsed parsePing() {
        return RequestParser.parse(ping);
    }

    /** One of the usual ones. */
    @Benchmark
    public RequestParser.Parsed parseSubscribe() {
        return RequestParser.parse(subscribe);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
