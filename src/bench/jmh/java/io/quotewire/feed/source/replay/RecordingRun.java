package io.quotewire.feed.source.replay;

import com.sun.management.ThreadMXBean;
import io.quotewire.bus.Tick;
import io.quotewire.feed.quality.Origin;
import io.quotewire.feed.quality.QuoteSink;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SkipReason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording as fast as one core takes it, again and again for some seconds: read from memory, first parsed only, then made into
 * ticks as a feed does. Arguments: the file, and for how many seconds each. Prints a table.
 */
public final class RecordingRun implements EventSink, QuoteSink {
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<byte[]> messages;
    private final MessageParser parser;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Origin origin = new Origin("bench", "bench");
    private Quotes quotes = new Quotes();
    private boolean makesTicks;
    private long events;
    private long ticks;
    private long skipped;

    private RecordingRun(List<byte[]> messages, MessageParser parser) {
        this.messages = messages;
        this.parser = parser;
    }

    /**
     * Runs.
     *
     * @param arguments the file; for how many seconds
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> messages = read(Path.of(arguments[0]));
        long seconds = Long.parseLong(arguments[1]);
        Exchange exchange = messages.stream()
                .flatMap(message -> Exchange.of(message).stream())
                .findFirst()
                .orElseThrow(() -> new IOException("a recording of no exchange known here"));
        RecordingRun run = new RecordingRun(messages, exchange.newParser());
        System.out.printf("%d messages of %s%n%n", messages.size(), exchange.title());
        System.out.println("| what | messages/s | events/s | ticks/s | CPU ns per event | bytes allocated per event |");
        System.out.println("|---|---|---|---|---|---|");
        for (boolean makesTicks : new boolean[] {false, true}) {
            run.makesTicks = makesTicks;
            run.measure(Math.max(1, seconds / 2), null);
            run.measure(seconds, makesTicks ? "parsed, checked, made ticks" : "parsed");
        }
    }

    private static List<byte[]> read(Path file) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(file)) {
            RecordingReader.Piece piece = reader.next();
            while (!piece.ended()) {
                piece.messages().forEach(message -> messages.add(message.message()));
                piece = reader.next();
            }
            piece.messages().forEach(message -> messages.add(message.message()));
        }
        return messages;
    }

    private void measure(long seconds, @Nullable String title) {
        events = 0;
        ticks = 0;
        long thread = Thread.currentThread().getId();
        long rounds = 0;
        long cpuNanos = threads.getCurrentThreadCpuTime();
        long bytes = threads.getThreadAllocatedBytes(thread);
        long began = System.nanoTime();
        while (System.nanoTime() - began < seconds * NANOS_PER_SECOND) {
            quotes = new Quotes();
            for (byte[] message : messages) {
                parser.parse(message, this);
            }
            rounds++;
        }
        double took = (System.nanoTime() - began) / NANOS_PER_SECOND;
        cpuNanos = threads.getCurrentThreadCpuTime() - cpuNanos;
        bytes = threads.getThreadAllocatedBytes(thread) - bytes;
        if (title != null) {
            System.out.printf(
                    "| %s | %,.0f | %,.0f | %,.0f | %d | %d |%n",
                    title,
                    rounds * messages.size() / took,
                    events / took,
                    ticks / took,
                    cpuNanos / Math.max(1, events),
                    bytes / Math.max(1, events));
        }
    }

    @Override
    public void event(MarketEvent event) {
        events++;
        if (makesTicks) {
            quotes.offer(event, origin, events, this);
        }
    }

    @Override
    public void skipped(SkipReason reason) {
        skipped++;
    }

    @Override
    public void tick(Tick tick) {
        ticks++;
    }

    @Override
    public void heldBack(SkipReason reason) {
        skipped++;
    }

    @Override
    public void appeared(String symbol) {
        // Every symbol does, once.
    }
}
