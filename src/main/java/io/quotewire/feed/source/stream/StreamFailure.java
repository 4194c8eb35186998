package io.quotewire.feed.source.stream;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a connection ended or never came to be. An expected failure: it has no stack trace. */
final class StreamFailure extends RuntimeException {
    /** How a connection ends that was not closed as the protocol wants. */
    static final String NO_CLOSE_FRAME = "without a close frame";

    private static final long serialVersionUID = 1L;

    /** The kinds of failure; a reason begins with its name. */
    enum Kind {
        DNS,
        CONNECT,
        TLS,
        SUBSCRIBE,
        PROTOCOL,
        STALE,
        CLOSED
    }

    StreamFailure(Kind kind, String text) {
        super(kind.name().toLowerCase(Locale.ROOT) + ": " + text, null, false, false);
    }

    /** For a connection that could not be opened. */
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
        if (cause instanceof UpgradeRejectedException rejected) {
            return new StreamFailure(Kind.CONNECT, "the handshake was refused with status " + rejected.getStatus());
        }
        if (cause instanceof TimeoutException) {
            return new StreamFailure(Kind.CONNECT, "timed out");
        }
        return new StreamFailure(Kind.CONNECT, text(cause));
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

    String reason() {
        return String.valueOf(getMessage());
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
