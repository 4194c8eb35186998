package io.quotewire.gateway.protocol;

import io.quotewire.bus.SampleTicks;
import io.quotewire.bus.Tick;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What merging of prices costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PriceBenchmark {
    private final List<Tick> ticks = SampleTicks.of(64);
    private final List<String> prices =
            ticks.stream().map(tick -> Objects.requireNonNull(tick.price())).toList();
    private final Merged merged = new Merged(ticks.get(0));
    private int at;

    /** One more tick in a merged value. */
    @Benchmark
    public Merged mergedAdd() {
        merged.add(ticks.get(++at & 63));
        return merged;
    }

    /** Two prices compared as text. */
    @Benchmark
    public int decimalOrder() {
        at++;
        return DecimalOrder.compare(prices.get(at & 63), prices.get(at + 1 & 63));
    }

    /** Two prices compared as numbers, for comparison. */
    @Benchmark
    public int bigDecimal() {
        at++;
        return new BigDecimal(prices.get(at & 63)).compareTo(new BigDecimal(prices.get(at + 1 & 63)));
    }
}
