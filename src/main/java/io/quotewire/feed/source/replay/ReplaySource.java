package io.quotewire.feed.source.replay;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording. One piece is played while the next is being read: no more is in memory. At its end the source is
 * disconnected, or plays again; a file that cannot be read on makes it fail. Confined to the event loop that made it.
 */
public final class ReplaySource implements Source {
    /** One turn of the event loop plays no longer than this. */
    private static final long TURN_MICROS = 5_000;

    /** After so many messages of no exchange we know, there is no hope. */
    private static final int MAX_UNRECOGNISED = 1_000;

    private static final long MICROS_PER_MS = 1_000;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Vertx vertx;
    private final ReplaySettings settings;
    private final SourceSink sink;
    private final LongSupplier clockMicros;
    private final SourceState state;
    private final Scope scope;
    private final Recording recording;
    private final Pace pace;
    private final Queue<RecordedMessage> queue = new ArrayDeque<>();
    private @Nullable MessageParser parser;
    private RecordingReader.@Nullable Piece ahead;
    private @Nullable String failure;
    private boolean idle;
    /** Of the recording, in its own time; {@link #UNKNOWN} before its first message. */
    private long startMicros = UNKNOWN;

    private long skipped;
    private boolean hasBegun;
    private boolean ended;
    private boolean stopped;
    private int unrecognised;

    /**
     * A replay that has not started.
     *
     * @param vertx where it runs
     * @param settings what to play
     * @param sink what it reports to
     * @param clockMicros a clock for intervals, microseconds
     */
    public ReplaySource(Vertx vertx, ReplaySettings settings, SourceSink sink, LongSupplier clockMicros) {
        this.vertx = vertx;
        this.settings = settings;
        this.sink = sink;
        this.clockMicros = clockMicros;
        this.state = new SourceState(settings.feed(), sink::stateChanged);
        this.scope = new Scope(vertx);
        this.recording = new Recording(vertx, settings.file());
        this.pace = new Pace(settings.speed());
    }

    @Override
    public void start() {
        state.transitionTo(FeedState.CONNECTING, "opening " + settings.file());
        begin();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        queue.clear();
        ahead = null;
        return scope.close().eventually(recording::close).onComplete(done -> state.stopped());
    }

    @Override
    public FeedState state() {
        return state.current();
    }

    @Override
    public int held() {
        return scope.timers() + (recording.isOpen() ? 1 : 0);
    }

    private void begin() {
        sink.numberingRestarted();
        pace.restart();
        startMicros = UNKNOWN;
        hasBegun = false;
        idle = true;
        read();
    }

    private void read() {
        recording.next().onComplete(done -> {
            if (stopped) {
                return;
            }
            if (done.failed()) {
                fail(done.cause() instanceof IOException io ? RecordingReader.text(io) : String.valueOf(done.cause()));
                return;
            }
            ahead = done.result();
            if (idle) {
                takePiece();
            }
        });
    }

    /** Goes on with the piece that was read ahead, or waits for it; the next one is read meanwhile. */
    private void takePiece() {
        RecordingReader.Piece piece = ahead;
        idle = piece == null;
        if (piece == null) {
            return;
        }
        ahead = null;
        ended = piece.ended();
        failure = piece.failure();
        count(piece.malformed(), SkipReason.MALFORMED);
        count(piece.oversized(), SkipReason.OVERSIZED);
        piece.messages().stream().filter(this::isToBePlayed).forEach(queue::add);
        if (!ended) {
            read();
        }
        play();
    }

    /** Nothing before the beginning asked for is even read. From there on all is played, whatever its time. */
    private boolean isToBePlayed(RecordedMessage message) {
        if (startMicros == UNKNOWN) {
            startMicros = settings.from().startMicros(message.receivedMicros());
        }
        hasBegun |= message.receivedMicros() >= startMicros;
        skipped += hasBegun ? 0 : 1;
        return hasBegun;
    }

    private void play() {
        if (stopped) {
            return;
        }
        long turnMicros = clockMicros.getAsLong();
        for (RecordedMessage next = queue.peek(); next != null; next = queue.peek()) {
            long nowMicros = clockMicros.getAsLong();
            long waitMicros = pace.waitMicros(next.receivedMicros(), nowMicros);
            if (waitMicros > 0) {
                scope.after((waitMicros + MICROS_PER_MS - 1) / MICROS_PER_MS, this::play);
                return;
            }
            if (nowMicros - turnMicros > TURN_MICROS) {
                vertx.runOnContext(yielded -> play());
                return;
            }
            queue.poll();
            deliver(next.message());
            if (unrecognised >= MAX_UNRECOGNISED) {
                fail(unknownExchange());
                return;
            }
        }
        if (ended) {
            end();
        } else {
            takePiece();
        }
    }

    private void deliver(byte[] message) {
        sink.received();
        MessageParser known = parser == null ? recognise(message) : parser;
        if (known == null) {
            unrecognised++;
            sink.skipped(SkipReason.OTHER_KIND);
        } else {
            known.parse(message, sink);
        }
    }

    private @Nullable MessageParser recognise(byte[] message) {
        Exchange exchange = Exchange.of(message).orElse(null);
        if (exchange == null) {
            return null;
        }
        unrecognised = 0;
        parser = exchange.newParser();
        String speed = BigDecimal.valueOf(settings.speed()).stripTrailingZeros().toPlainString();
        state.transitionTo(
                FeedState.CONNECTED,
                "playing " + settings.file() + ", a recording of " + exchange.title() + ", at speed " + speed);
        return parser;
    }

    private void end() {
        if (failure != null) {
            fail(failure);
        } else if (parser == null) {
            fail(skipped > 0 ? "it ends before what is to be played begins" : unknownExchange());
        } else if (settings.loop()) {
            recording.close().onComplete(closed -> {
                if (!stopped) {
                    begin();
                }
            });
        } else {
            recording.close();
            state.transitionTo(FeedState.DISCONNECTED, "recording ended");
        }
    }

    private void fail(String reason) {
        queue.clear();
        ahead = null;
        stopped = true;
        recording.close();
        state.transitionTo(FeedState.FAILED, settings.file() + ": " + reason);
    }

    private void count(int lines, SkipReason reason) {
        for (int i = 0; i < lines; i++) {
            sink.received();
            sink.skipped(reason);
        }
    }

    private static String unknownExchange() {
        return "its messages are of no exchange known here; known: " + Exchange.titles();
    }
}
