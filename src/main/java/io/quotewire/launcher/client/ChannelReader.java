package io.quotewire.launcher.client;

import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads channels until it is told to end, over as many connections as that takes. Confined to the thread that runs it;
 * sockets and signals reach it through one queue.
 */
public final class ChannelReader {
    private static final int FINE = 0;
    private static final int NOTHING_GRANTED = 1;
    private static final int UNAUTHENTICATED = 4401;
    private static final int HTTP_TOO_MANY = 429;
    private static final int HTTP_INTERNAL = 500;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final long MIN_BACKOFF_MS = 250;
    private static final long MAX_BACKOFF_MS = 30_000;
    private static final long ANSWER_MS = 10_000;
    private static final long ACKNOWLEDGE_MS = 50;

    /** A connection that lasted so long was a good one: the next loss begins with the least delay again. */
    private static final long GOOD_MS = 5_000;

    private final NodeAddress node;
    private final Wish wish;
    private final Credential credential;
    private final Output output;
    private final LinkedBlockingQueue<Happening> queue = new LinkedBlockingQueue<>();
    private final Positions positions = new Positions();
    private final HttpClient client = NodeHttp.client();
    private final Backoff backoff;
    private final long startedMs = nowMs();
    private long printed;
    private boolean everGranted;

    /**
     * As whom to connect.
     *
     * @param token gives the token of each connection; null for nobody's
     * @param renewable whether it gives another one each time
     */
    public record Credential(Supplier<@Nullable String> token, boolean renewable) {}

    /**
     * Where it goes.
     *
     * @param out takes messages, one line each
     * @param err takes everything else
     */
    public record Output(PrintStream out, PrintStream err) {}

    /**
     * A reader that does nothing yet.
     *
     * @param node whom to ask
     * @param wish what to read
     * @param credential as whom
     * @param output where it goes
     * @param backoff for connections that are lost
     */
    public ChannelReader(NodeAddress node, Wish wish, Credential credential, Output output, Backoff backoff) {
        this.node = node;
        this.wish = wish;
        this.credential = credential;
        this.output = output;
        this.backoff = backoff;
    }

    /**
     * The usual delays.
     *
     * @param random makes the jitter
     * @return from a quarter of a second to half a minute
     */
    public static Backoff usualBackoff(java.util.random.RandomGenerator random) {
        return new Backoff(MIN_BACKOFF_MS, MAX_BACKOFF_MS, random);
    }

    /**
     * Reads.
     *
     * @param signal completed with an exit code when the process is to end
     * @return the exit code: 0 when the wished-for count or time is reached, 1 if nothing was granted, or the signal's
     * @throws NotDoneException if the node cannot be reached at first, or does not want this client back
     */
    public int run(CompletableFuture<Integer> signal) {
        CompletableFuture<Void> unused = signal.thenAccept(code -> queue.add(new Happening.Told(code)));
        Optional<Link> link = connect(true);
        while (true) {
            OptionalInt end = link.isPresent() ? follow(link.get()) : pause(0);
            if (end.isPresent()) {
                return end.getAsInt();
            }
            link = connect(false);
        }
    }

    /** One connection; empty where the node was not reached and may be tried again. */
    private Optional<Link> connect(boolean first) {
        String device = wish.device();
        String path = device == null ? "/ws" : "/ws?device=" + URLEncoder.encode(device, StandardCharsets.UTF_8);
        try {
            Link link = Link.open(client, node, path, credential.token().get(), queue);
            if (!first) {
                output.err().println("quotewire: connected again to " + node);
            }
            return Optional.of(link);
        } catch (Link.FailedException e) {
            boolean forNow = e.status() == 0 || e.status() == HTTP_TOO_MANY || e.status() >= HTTP_INTERNAL;
            if (first || !forNow) {
                throw new NotDoneException(String.valueOf(e.getMessage()), e.status());
            }
            if (e.retryAfterMs() > 0) {
                output.err().println("quotewire: " + e.getMessage() + ", to be tried in " + e.retryAfterMs() + " ms");
            }
            return Optional.empty();
        }
    }

    /** Follows one connection to its end, and the pause after it. */
    private OptionalInt follow(Link link) {
        Conversation conversation = new Conversation(wish, positions, output.out(), output.err());
        long openedMs = nowMs();
        Step last = talk(link, conversation, openedMs);
        if (last.exitCode().isPresent()) {
            acknowledge(link);
            link.close();
            return last.exitCode();
        }
        link.abort();
        everGranted |= conversation.granted();
        if (!comesBack(last.closeCode())) {
            throw new NotDoneException(node + " ended the connection: " + last.text());
        }
        if (nowMs() - openedMs >= GOOD_MS) {
            backoff.reset();
        }
        output.err().println("quotewire: connection to " + node + " lost: " + last.text());
        return pause(conversation.reconnectAfterMs());
    }

    /**
     * What one round of the conversation led to.
     *
     * @param exitCode of the command, if it is to end
     * @param closeCode of the connection, if it ended; 0 if it goes on
     * @param text why
     */
    private record Step(OptionalInt exitCode, int closeCode, String text) {
        static final Step ON = new Step(OptionalInt.empty(), 0, "");

        static Step end(int exitCode) {
            return new Step(OptionalInt.of(exitCode), 0, "");
        }

        static Step lost(int closeCode, String reason) {
            String brief = Shown.line(reason);
            return new Step(OptionalInt.empty(), closeCode, closeCode + (brief.isBlank() ? "" : " " + brief));
        }

        boolean goesOn() {
            return exitCode.isEmpty() && closeCode == 0;
        }
    }

    private Step talk(Link link, Conversation conversation, long openedMs) {
        if (!link.send(conversation.request())) {
            return Step.lost(Link.ABNORMAL, "nothing can be sent");
        }
        long heardMs = openedMs;
        long acknowledgeAtMs = Long.MAX_VALUE;
        while (true) {
            long nowMs = nowMs();
            if (nowMs >= acknowledgeAtMs) {
                acknowledge(link);
                acknowledgeAtMs = Long.MAX_VALUE;
            }
            long silentUntilMs =
                    conversation.confirmed() ? heardMs + 2 * conversation.heartbeatMs() : openedMs + ANSWER_MS;
            if (nowMs >= endsAtMs()) {
                return Step.end(FINE);
            }
            if (nowMs >= silentUntilMs) {
                return Step.lost(Link.ABNORMAL, "no sign of life");
            }
            Happening happening = next(Math.min(acknowledgeAtMs, Math.min(endsAtMs(), silentUntilMs)) - nowMs);
            Step step = step(link, conversation, happening);
            if (!step.goesOn()) {
                return step;
            }
            heardMs = happening == null ? heardMs : nowMs();
            if (wish.device() != null && acknowledgeAtMs == Long.MAX_VALUE && positions.owesAcknowledgement()) {
                acknowledgeAtMs = nowMs() + ACKNOWLEDGE_MS;
            }
        }
    }

    private Step step(Link link, Conversation conversation, @Nullable Happening happening) {
        if (happening instanceof Happening.Told told) {
            return Step.end(told.exitCode());
        }
        if (happening instanceof Happening.Closed closed && closed.link() == link) {
            return Step.lost(closed.code(), closed.reason());
        }
        if (happening instanceof Happening.Alive alive && alive.link() == link) {
            link.taken();
        }
        if (happening instanceof Happening.Text text && text.link() == link) {
            Step step = judged(link, conversation, conversation.take(text.text()));
            link.taken();
            return step;
        }
        return Step.ON;
    }

    private Step judged(Link link, Conversation conversation, Conversation.Verdict verdict) {
        switch (verdict) {
            case PRINTED -> {
                printed++;
                // Whoever reads stdout may have gone, as head does.
                boolean unread = output.out().checkError();
                return unread || printed == wish.count() ? Step.end(FINE) : Step.ON;
            }
            case REFUSED -> {
                boolean again = everGranted && conversation.refusedForNow();
                return again ? Step.lost(Link.ABNORMAL, "nothing granted for now") : Step.end(NOTHING_GRANTED);
            }
            case EXPIRED -> {
                return renewed(link);
            }
            case GOES_ON -> {
                return Step.ON;
            }
        }
        return Step.ON;
    }

    private Step renewed(Link link) {
        String token = credential.renewable() ? credential.token().get() : null;
        if (token == null) {
            throw new NotDoneException(node + ": the token has expired", HTTP_UNAUTHORIZED);
        }
        JsonObject fresh = new JsonObject().put("token", token);
        return link.send(new JsonObject().put("type", "authenticate").put("data", fresh))
                ? Step.ON
                : Step.lost(Link.ABNORMAL, "nothing can be sent");
    }

    private void acknowledge(Link link) {
        if (wish.device() != null) {
            for (Map.Entry<String, Long> position : positions.acknowledge().entrySet()) {
                link.send(Conversation.acknowledgement(position));
            }
        }
    }

    /** Waits before the next try; the exit code if the command is to end meanwhile. */
    private OptionalInt pause(long atLeastMs) {
        long untilMs = nowMs() + atLeastMs + backoff.nextMs();
        for (long nowMs = nowMs(); nowMs < untilMs; nowMs = nowMs()) {
            if (nowMs >= endsAtMs()) {
                return OptionalInt.of(FINE);
            }
            if (next(Math.min(untilMs, endsAtMs()) - nowMs) instanceof Happening.Told told) {
                return OptionalInt.of(told.exitCode());
            }
        }
        return OptionalInt.empty();
    }

    private @Nullable Happening next(long waitMs) {
        try {
            return queue.poll(Math.max(1, waitMs), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDoneException("interrupted");
        }
    }

    private long endsAtMs() {
        return wish.forMs() == 0 ? Long.MAX_VALUE : startedMs + wish.forMs();
    }

    /** What PROTOCOL says of the ranges; with the same token again there is no way back after 4401. */
    private boolean comesBack(int code) {
        if (code == UNAUTHENTICATED) {
            return credential.renewable();
        }
        return code == 1001 || code == Link.ABNORMAL || code == 1011 || (code >= 4000 && code <= 4499);
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
