package io.quotewire.feed.source.stream;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a connection is dead that says nothing of it: no message for longer than the exchange is ever silent, or
 * no answer to a ping. Confined to the event loop of its source.
 */
final class SilenceWatch {
    private static final int LOOKS_PER_SILENCE = 4;

    private final StreamSettings settings;
    private final StreamParts parts;
    private final LongConsumer probe;
    private final Consumer<StreamFailure> onDead;
    private @Nullable Long timer;
    private long heardMicros;
    private long messageMicros;
    private long probedMicros;
    private long probes;
    private boolean asked;
    private boolean heardMessage;

    /**
     * One that does not look yet.
     *
     * @param probe sends a ping with a number
     * @param onDead hears why
     */
    SilenceWatch(StreamSettings settings, StreamParts parts, LongConsumer probe, Consumer<StreamFailure> onDead) {
        this.settings = settings;
        this.parts = parts;
        this.probe = probe;
        this.onDead = onDead;
    }

    void start() {
        heardMicros = now();
        messageMicros = heardMicros;
        long periodMs = Math.min(settings.silenceMs(), settings.probeMs()) / LOOKS_PER_SILENCE;
        timer = parts.timers().every(Math.max(1, periodMs), this::look);
    }

    void stop() {
        if (timer != null) {
            parts.timers().cancel(timer);
            timer = null;
        }
    }

    /** Any frame: the other side is there. */
    void heardSomething() {
        heardMicros = now();
        asked = false;
    }

    /** A message of those that were asked for: an answer to a ping of ours is none. */
    void heardMessage() {
        messageMicros = heardMicros;
        heardMessage = true;
    }

    /** When something was heard for the last time, by the stream's clock. */
    long heardMicros() {
        return heardMicros;
    }

    private void look() {
        long nowMicros = now();
        if (nowMicros - messageMicros > settings.silenceMs() * 1_000) {
            dead((heardMessage ? "no message for " : "nothing was subscribed for ") + settings.silenceMs() + " ms");
        } else if (asked && nowMicros - probedMicros >= settings.probeMs() * 1_000) {
            dead("no answer to a ping for " + settings.probeMs() + " ms");
        } else if (!asked && nowMicros - heardMicros >= settings.probeMs() * 1_000) {
            asked = true;
            probedMicros = nowMicros;
            probes++;
            probe.accept(probes);
        }
    }

    private void dead(String text) {
        onDead.accept(new StreamFailure(StreamFailure.Kind.STALE, text));
    }

    private long now() {
        return parts.clockMicros().getAsLong();
    }
}
