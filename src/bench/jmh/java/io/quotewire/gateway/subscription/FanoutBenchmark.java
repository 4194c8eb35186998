package io.quotewire.gateway.subscription;

import io.quotewire.bus.SampleTicks;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.transport.websocket.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One turn of a loop with ten ticks for 1,000 subscribers who have their frames made, and then only count them. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FanoutBenchmark {
    private static final int SUBSCRIBERS = 1_000;
    private static final int TICKS = 10;
    private static final Function<Outbound, byte[]> FRAME =
            message -> message.frame(room -> Frames.textInPlace(room, Outbound.FREE_BYTES));

    /** Whether all want the same 10 symbols, or each its own 10 of 100. */
    @Param({"same", "different"})
    public String wanted = "same";

    /** Whether nobody is congested, or everybody is all the time. */
    @Param({"false", "true"})
    public boolean congested;

    private long nowMs = 1_700_000_000_000L;
    private final List<QuoteTopic> topics = new ArrayList<>();
    private final List<List<Tick>> ticks = new ArrayList<>();
    private final Fanout fanout = new Fanout(new Messages(() -> nowMs), () -> nowMs);
    private int at;
    private long delivered;

    /** Everybody subscribes. */
    @Setup
    public void subscribe() {
        int symbols = wanted.equals("same") ? 10 : 100;
        for (int i = 0; i < symbols; i++) {
            topics.add(new QuoteTopic("S" + i + "-USD", new MarketGroup(0)));
            ticks.add(List.of(SampleTicks.tick(i, 0), SampleTicks.tick(i, 1), SampleTicks.tick(i, 2)));
        }
        for (int i = 0; i < SUBSCRIBERS; i++) {
            List<QuoteTopic> own = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                own.add(topics.get((i + j * (1 + i / symbols)) % symbols));
            }
            fanout.lane(new Counter()).follow(own.stream().distinct().toList(), Terms.USUAL);
        }
    }

    /** Ten ticks, each of another symbol. */
    @Benchmark
    public long turnOfTenTicks() {
        nowMs += 10;
        for (int i = 0; i < TICKS; i++) {
            int topic = at++ % topics.size();
            fanout.note(topics.get(topic), ticks.get(topic).get(at % 3));
        }
        fanout.deliver(false);
        return delivered;
    }

    private final class Counter implements Subscriber {
        @Override
        public void deliver(Outbound message) {
            delivered++;
        }

        @Override
        public boolean deliver(Bundle bundle) {
            delivered += bundle.frames(FRAME).readableBytes();
            return true;
        }

        @Override
        public boolean congested() {
            return congested;
        }

        @Override
        public boolean congestedPrivately() {
            return false;
        }
    }
}
