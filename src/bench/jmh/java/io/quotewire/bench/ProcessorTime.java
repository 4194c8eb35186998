package io.quotewire.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the whole process for one operation, garbage collection and all: where other processes take the
 * processors away, it tells more than the time that has passed.
 */
public final class ProcessorTime implements InternalProfiler {
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long startedNs;

    @Override
    public String getDescription() {
        return "processor time for one operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        startedNs = process.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double usedNs = process.getProcessCpuTime() - startedNs;
        long operations = result.getMetadata().getMeasuredOps();
        double unitNs = TimeUnit.NANOSECONDS.convert(1, benchmark.getTimeUnit());
        return List.of(new ScalarResult(
                "processor", usedNs / operations / unitNs, unitName(benchmark), AggregationPolicy.AVG));
    }

    private static String unitName(BenchmarkParams benchmark) {
        return benchmark.getTimeUnit() == TimeUnit.NANOSECONDS ? "ns/op" : "us/op";
    }
}
