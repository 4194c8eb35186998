package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.RetryAfter;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection ended or never came to be. An expected failure: it has no stack trace. */
public final class StreamFailure extends RuntimeException {
    /** How a connection ends that was not closed as the protocol wants. */
    static final String NO_CLOSE_FRAME = "without a close frame";

    /** After a refusal for too many requests that names no time. */
    static final long RATE_LIMIT_WAIT_MS = 30_000;

    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BANNED = 418;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final List<String> AUTH_WORDS = List.of("authenticat", "unauthorized", "api key", "apikey");
    private static final List<String> LIMIT_WORDS = List.of("rate", "too many", "slow down");

    private final Kind kind;
    private final long waitMs;

    /** The kinds of failure; a reason begins with its name. */
    public enum Kind {
        /** The exchange's name is not known. */
        DNS,
        /** No connection, or no WebSocket. */
        CONNECT,
        /** No trust, or no agreement on how to encrypt. */
        TLS,
        /** The key, or the lack of one, is not accepted. */
        AUTH,
        /** Nothing of what was asked for is given. */
        SUBSCRIBE,
        /** Too many connections or messages for the exchange. */
        RATE_LIMIT,
        /** Not WebSocket, or more than it may be. */
        PROTOCOL,
        /** Nothing but messages that cannot be read. */
        PARSE,
        /** It fell silent. */
        STALE,
        /** It loses messages again and again. */
        GAP,
        /** It was closed. */
        CLOSED
    }

    /**
     * A failure after which the usual wait does.
     *
     * @param kind what sort
     * @param text for a person
     */
    public StreamFailure(Kind kind, String text) {
        this(kind, text, kind == Kind.RATE_LIMIT ? RATE_LIMIT_WAIT_MS : 0);
    }

    /**
     * A failure.
     *
     * @param kind what sort
     * @param text for a person
     * @param waitMs the least time before another attempt, milliseconds
     */
    public StreamFailure(Kind kind, String text, long waitMs) {
        super(kind.name().toLowerCase(Locale.ROOT) + ": " + text, null, false, false);
        this.kind = kind;
        this.waitMs = waitMs;
    }

    /**
     * For a connection that could not be opened.
     *
     * @param cause why, as the net says
     * @param now the wall clock, for dates that an exchange names
     */
    static StreamFailure connecting(Throwable cause, Instant now) {
        return cause instanceof UpgradeRejectedException rejected
                ? handshake(rejected.getStatus(), rejected.getHeaders().get("Retry-After"), now)
                : connecting(cause);
    }

    /** For an attempt that came to nothing. */
    static StreamFailure connecting(Throwable cause) {
        if (cause instanceof StreamFailure failure) {
            return failure;
        }
        if (cause instanceof UnknownHostException) {
            return new StreamFailure(Kind.DNS, text(cause));
        }
        if (cause instanceof SSLException) {
            return new StreamFailure(Kind.TLS, text(cause));
        }
        if (cause instanceof TimeoutException) {
            return new StreamFailure(Kind.CONNECT, "timed out");
        }
        return new StreamFailure(Kind.CONNECT, text(cause));
    }

    /**
     * For a handshake that was answered with another status than 101.
     *
     * @param status the HTTP status
     * @param retryAfter the header of that name, if there was one
     * @param now the wall clock, since the header may be a date
     * @return a failure
     */
    public static StreamFailure handshake(int status, @Nullable String retryAfter, Instant now) {
        String text = "the handshake was refused with status " + status;
        OptionalLong waitMs = RetryAfter.ms(retryAfter, now);
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> new StreamFailure(Kind.AUTH, text, waitMs.orElse(0));
            case TOO_MANY_REQUESTS, BANNED ->
                new StreamFailure(Kind.RATE_LIMIT, text, waitMs.orElse(RATE_LIMIT_WAIT_MS));
            default -> new StreamFailure(Kind.CONNECT, text, waitMs.orElse(0));
        };
    }

    /** For a connection that broke. */
    static StreamFailure broken(Throwable cause) {
        if (cause instanceof SSLException) {
            return new StreamFailure(Kind.TLS, text(cause));
        }
        if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException) {
            return new StreamFailure(Kind.CLOSED, NO_CLOSE_FRAME);
        }
        return new StreamFailure(cause instanceof IOException ? Kind.CLOSED : Kind.PROTOCOL, text(cause));
    }

    /** For what the exchange said before the connection came to nothing. */
    static StreamFailure said(String text) {
        return new StreamFailure(kindOf(text), text);
    }

    /** Whether a text of the exchange complains of too much. */
    static boolean isLimit(String text) {
        return kindOf(text) == Kind.RATE_LIMIT;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Kind kind() {
        return kind;
    }

    /** The least time before another attempt; 0 if the usual does. */
    long waitMs() {
        return waitMs;
    }

    private static Kind kindOf(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (AUTH_WORDS.stream().anyMatch(text::contains)) {
            return Kind.AUTH;
        }
        return LIMIT_WORDS.stream().anyMatch(word -> text.matches("(?s).*\\b" + word + "\\b.*"))
                ? Kind.RATE_LIMIT
                : Kind.SUBSCRIBE;
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
