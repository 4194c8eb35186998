package io.quotewire.feed.source.polling;

import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.RetryAfter;
import io.quotewire.kit.lifecycle.Timers;
import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.AsyncResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks an exchange for prices, round after round, one request at a time and never faster than it allows. When the exchange
 * says how long to wait it waits so long, also over a stop and a start; when nothing can be had it asks later and later.
 * Confined to one event loop.
 */
final class Poller {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BANNED = 418;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** So long it waits where an exchange wants a pause and does not say how long. */
    private static final long RATE_LIMIT_MS = 30_000;

    private static final long MAX_RATE_LIMIT_MS = 600_000;
    private static final long FAILED_MS = 1_000;
    private static final long MAX_FAILED_MS = 60_000;

    /** So long a symbol that the exchange does not know is not asked for: it may be listed one day. */
    private static final long UNKNOWN_MICROS = 600_000_000;

    private final PollSettings settings;
    private final RestProtocol protocol;
    private final RestLine line;
    private final PollListener listener;
    private final Timers timers;
    private final PollClock clock;
    private final Backoff failedBackoff;
    private final Backoff rateBackoff;
    private final Deque<RestRequest> round = new ArrayDeque<>();
    /** Asked for alone, and refused, in this round. */
    private final List<String> suspects = new ArrayList<>();
    /** Until when each is not asked for. */
    private final Map<String, Long> unknown = new HashMap<>();

    private final Counting counting;
    private List<String> symbols;
    private boolean running;
    private boolean answeredInRound;
    /** Counts starts and stops: an answer to what was asked before is not taken. */
    private int turn;

    private long timer;
    private long roundMicros;
    private long notBeforeMicros = Long.MIN_VALUE;

    Poller(
            PollSettings settings,
            RestProtocol protocol,
            RestLine line,
            PollListener listener,
            Timers timers,
            PollClock clock) {
        this.settings = settings;
        this.symbols = settings.symbols();
        this.protocol = protocol;
        this.line = line;
        this.listener = listener;
        this.timers = timers;
        this.clock = clock;
        this.failedBackoff = new Backoff(FAILED_MS, MAX_FAILED_MS, clock.random());
        this.counting = new Counting();
        this.rateBackoff = new Backoff(RATE_LIMIT_MS, MAX_RATE_LIMIT_MS, clock.random());
    }

    /**
     * What tells a poller the time.
     *
     * @param steadyMicros a clock for intervals, microseconds
     * @param wallMs the wall clock, epoch milliseconds
     * @param random for the jitter of waits
     */
    record PollClock(LongSupplier steadyMicros, LongSupplier wallMs, RandomGenerator random) {}

    /** Asks from now on for those of its symbols only that are wanted, also in a round that has begun; for new ones in the next. */
    void want(Set<String> wanted) {
        symbols = settings.symbols().stream().filter(wanted::contains).toList();
        List<String> left = round.stream()
                .flatMap(request -> request.symbols().stream())
                .filter(wanted::contains)
                .toList();
        round.clear();
        round.addAll(protocol.requests(left));
    }

    boolean isRunning() {
        return running;
    }

    /** Begins, at once unless the exchange wants a pause; of no effect while it runs. */
    void start() {
        if (!running) {
            running = true;
            turn++;
            long waitMs = waitMs();
            if (waitMs > 0) {
                listener.failed(
                        new RestFailure(RestFailure.Kind.RATE_LIMIT, "the exchange wants a pause, from before"),
                        waitMs);
                later(waitMs, this::begin);
            } else {
                begin();
            }
        }
    }

    /** Ends; what is under way is not taken any more. May be called again. */
    void stop() {
        running = false;
        turn++;
        timers.cancel(timer);
        round.clear();
    }

    private void begin() {
        roundMicros = clock.steadyMicros().getAsLong();
        answeredInRound = false;
        suspects.clear();
        unknown.values().removeIf(untilMicros -> untilMicros <= roundMicros);
        round.addAll(protocol.requests(
                symbols.stream().filter(symbol -> !unknown.containsKey(symbol)).toList()));
        if (round.isEmpty()) {
            later(settings.intervalMs(), this::begin);
        } else {
            next();
        }
    }

    private void next() {
        RestRequest request = round.poll();
        if (request == null) {
            endRound();
            return;
        }
        int asked = turn;
        line.get(settings.url() + request.path(), request).onComplete(done -> {
            if (asked == turn) {
                answered(request, done);
            }
        });
    }

    private void answered(RestRequest request, AsyncResult<RestAnswer> done) {
        boolean settled = false;
        try {
            if (done.failed()) {
                throw failure(done.cause());
            }
            take(request, done.result());
            goOn();
            settled = true;
        } catch (RestFailure failure) {
            failed(failure, request, done.succeeded() ? done.result() : null);
            settled = true;
        } finally {
            if (!settled) {
                // A defect shows in the log; it is no reason never to ask again.
                round.clear();
                later(failedBackoff.nextMs(), this::begin);
            }
        }
    }

    /** After a whole round: the next one when its time has come. */
    private void endRound() {
        if (!answeredInRound) {
            // Every request was refused, each for itself: asking as often as ever would make nothing better.
            later(Math.max(settings.intervalMs(), failedBackoff.nextMs()), this::begin);
            return;
        }
        failedBackoff.reset();
        // It has answered for others: so it is these that it does not know.
        suspects.forEach(symbol -> unknown.put(symbol, roundMicros + UNKNOWN_MICROS));
        long sinceMs = (clock.steadyMicros().getAsLong() - roundMicros) / 1_000;
        later(Math.max(protocol.terms().pauseMs(), settings.intervalMs() - sinceMs), this::begin);
    }

    private void goOn() {
        if (round.isEmpty()) {
            endRound();
        } else {
            later(protocol.terms().pauseMs(), this::next);
        }
    }

    private void take(RestRequest request, RestAnswer answer) {
        if (answer.status() != OK) {
            throw refused(request, answer);
        }
        listener.received();
        counting.events = 0;
        protocol.parse(request, answer.body().getBytes(), counting);
    }

    private void failed(RestFailure failure, RestRequest request, @Nullable RestAnswer answer) {
        OptionalLong wanted = RetryAfter.ms(
                answer == null ? null : answer.retryAfter(),
                Instant.ofEpochMilli(clock.wallMs().getAsLong()));
        if (failure.kind() == RestFailure.Kind.RATE_LIMIT) {
            pause(failure, wanted.orElseGet(rateBackoff::nextMs));
        } else if (answer == null || answer.status() >= SERVER_ERROR || failure.kind() == RestFailure.Kind.AUTH) {
            if (wanted.isPresent()) {
                pause(failure, Math.max(failedBackoff.nextMs(), wanted.getAsLong()));
            } else {
                abandonRound(failure, failedBackoff.nextMs());
            }
        } else {
            // One product may be unknown, the next one may not.
            if (failure.kind() == RestFailure.Kind.UNKNOWN_SYMBOL) {
                search(request.symbols());
            }
            listener.failed(
                    failure,
                    round.isEmpty() ? settings.intervalMs() : protocol.terms().pauseMs());
            goOn();
        }
    }

    /** Asks for each half alone: the unknown one is in one of them. */
    private void search(List<String> refused) {
        if (refused.size() == 1) {
            suspects.addAll(refused);
            return;
        }
        int half = refused.size() / 2;
        List<RestRequest> halves = new ArrayList<>(protocol.requests(refused.subList(0, half)));
        halves.addAll(protocol.requests(refused.subList(half, refused.size())));
        for (int i = halves.size() - 1; i >= 0; i--) {
            round.addFirst(halves.get(i));
        }
    }

    /** The exchange wants a pause: nothing is asked for so long, whatever becomes of the stream meanwhile. */
    private void pause(RestFailure failure, long waitMs) {
        notBeforeMicros = clock.steadyMicros().getAsLong() + waitMs * 1_000;
        abandonRound(failure, Math.max(protocol.terms().pauseMs(), waitMs));
    }

    private void abandonRound(RestFailure failure, long waitMs) {
        round.clear();
        later(waitMs, this::begin);
        listener.failed(failure, waitMs);
    }

    private void later(long delayMs, Runnable what) {
        timers.cancel(timer);
        timer = timers.after(delayMs, what);
    }

    private long waitMs() {
        long nowMicros = clock.steadyMicros().getAsLong();
        return notBeforeMicros <= nowMicros ? 0 : (notBeforeMicros - nowMicros + 999) / 1_000;
    }

    private static RestFailure refused(RestRequest request, RestAnswer answer) {
        String text = "HTTP status " + answer.status();
        return switch (answer.status()) {
            case TOO_MANY, BANNED -> new RestFailure(RestFailure.Kind.RATE_LIMIT, text);
            case UNAUTHORIZED, FORBIDDEN -> new RestFailure(RestFailure.Kind.AUTH, text);
            case BAD_REQUEST -> new RestFailure(RestFailure.Kind.UNKNOWN_SYMBOL, text);
            case NOT_FOUND ->
                new RestFailure(
                        request.symbols().size() == 1 ? RestFailure.Kind.UNKNOWN_SYMBOL : RestFailure.Kind.REFUSED,
                        text);
            default -> new RestFailure(RestFailure.Kind.REFUSED, text);
        };
    }

    private static RestFailure failure(Throwable cause) {
        return cause instanceof RestFailure known
                ? known
                : new RestFailure(RestFailure.Kind.CONNECT, String.valueOf(cause.getMessage()));
    }

    /** Passes on what an answer holds, marked as polled, and counts the events. */
    private final class Counting extends PassingOn {
        private int events;

        private Counting() {
            super(listener);
        }

        @Override
        public void event(MarketEvent event) {
            if (events++ == 0) {
                answeredInRound = true;
                rateBackoff.reset();
                listener.answered();
            }
            event.polled = true;
            super.event(event);
        }
    }
}
