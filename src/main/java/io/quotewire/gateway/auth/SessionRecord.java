package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.quotewire.kit.secret.RandomSecret;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a web application has written about a session. Reads, and remembers nothing. */
final class SessionRecord {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 32;
    private static final int ID_DIGITS = 16;

    /** In seconds that would be the year 5138: what is greater is milliseconds. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private final SessionOptions.Fields fields;
    private final LongSupplier wallMs;

    SessionRecord(SessionOptions.Fields fields, LongSupplier wallMs) {
        this.fields = fields;
        this.wallMs = wallMs;
    }

    /**
     * Whose session it is.
     *
     * @param id the session's, of which only a hash is kept
     * @param value Redis's answer to {@code GET}
     * @param lifeMs its answer to {@code PTTL}
     * @throws CredentialRefusedException if it is no session that is good now
     */
    Principal principal(String id, @Nullable Response value, @Nullable Response lifeMs) {
        if (value == null) {
            throw refused(Reason.SESSION, "there is no such session");
        }
        JsonObject session = parsed(value.toBytes());
        long nowMs = wallMs.getAsLong();
        Long end = timeMs(session, fields.expires());
        long left = lifeMs == null ? -1 : lifeMs.toLong();
        long expiresAtMs = end != null ? end : left >= 0 ? nowMs + left : Long.MAX_VALUE;
        if (expiresAtMs <= nowMs) {
            throw refused(Reason.EXPIRED, "the session has expired");
        }
        Long issued = timeMs(session, fields.issued());
        return new Principal(
                user(session),
                role(session),
                "session-" + RandomSecret.hash(id).substring(0, ID_DIGITS),
                expiresAtMs,
                issued == null ? 0 : issued);
    }

    private static JsonObject parsed(byte[] text) {
        if (text.length <= MAX_BYTES) {
            try {
                Object json = StrictJson.parse(new String(text, java.nio.charset.StandardCharsets.UTF_8), MAX_DEPTH);
                if (json instanceof JsonObject session) {
                    return session;
                }
            } catch (MalformedJsonException none) {
                // Told below.
            }
        }
        throw refused(Reason.SESSION, "the session is no JSON object of " + MAX_BYTES + " bytes at most");
    }

    private String user(JsonObject session) {
        Object user = at(session, fields.user());
        if (user == null) {
            throw refused(Reason.SESSION, "the session names no user");
        }
        if (user instanceof Integer || user instanceof Long) {
            return user.toString();
        }
        if (user instanceof String name && TokenClaims.isUser(name)) {
            return name;
        }
        throw refused(Reason.CLAIM, "the session's user is none");
    }

    private UserRole role(JsonObject session) {
        Object role = at(session, fields.role());
        if (role == null) {
            return UserRole.VIEWER;
        }
        return UserRole.of(role.toString()).orElseThrow(() -> refused(Reason.CLAIM, "the session's role is not known"));
    }

    private static @Nullable Long timeMs(JsonObject session, String path) {
        Object time = at(session, path);
        if (time == null) {
            return null;
        }
        if (time instanceof Number number && number.doubleValue() >= 0) {
            double value = number.doubleValue();
            return (long) (value < MAX_SECONDS ? value * 1000 : value);
        }
        if (time instanceof String text) {
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeException | ArithmeticException none) {
                // Told below.
            }
        }
        throw refused(Reason.CLAIM, "a time of the session is none");
    }

    private static @Nullable Object at(JsonObject session, String path) {
        Object value = session;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof JsonObject within)) {
                return null;
            }
            value = within.getValue(name);
        }
        return value;
    }

    private static CredentialRefusedException refused(Reason reason, String text) {
        return new CredentialRefusedException(reason, text);
    }
}
