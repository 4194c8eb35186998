package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.secret.RandomSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tickets for one handshake: random texts that stand for a principal for half a minute. They lie in a map of the cluster by
 * their hashes, and who takes one out has used it: of several who try at a time, on whatever nodes, one gets it. Where
 * there is no cluster the map lives in this process. Any context.
 */
public final class Tickets implements Provider {
    /** What every ticket begins with. */
    public static final String PREFIX = "qwt_";

    /** How long a ticket is good. */
    public static final int TTL_SECONDS = 30;

    private static final String NAME = "quotewire.tickets";
    private static final long DEADLINE_MS = 2_000;
    private final AsyncMap<String, String> map;
    private final LongSupplier wallMs;
    private final long leewayMs;
    private final SecureRandom random = new SecureRandom();

    private Tickets(AsyncMap<String, String> map, AuthOptions options, LongSupplier wallMs) {
        this.map = map;
        this.wallMs = wallMs;
        leewayMs = options.leewaySeconds() * 1000L;
    }

    /**
     * Opens the map.
     *
     * @param vertx whose cluster
     * @param options by how much clocks may differ
     * @param wallMs the present, epoch milliseconds
     * @return the tickets
     */
    public static Future<Tickets> open(Vertx vertx, AuthOptions options, LongSupplier wallMs) {
        return vertx.sharedData().<String, String>getAsyncMap(NAME).map(map -> new Tickets(map, options, wallMs));
    }

    /**
     * A ticket that was given out.
     *
     * @param text it, never to be logged
     * @param untilMs when it ends, epoch milliseconds
     */
    public record Issued(String text, long untilMs) {
        @Override
        public String toString() {
            return "a ticket until " + untilMs;
        }
    }

    /**
     * Makes a ticket.
     *
     * @param principal whom it stands for
     * @return the ticket; or a {@link CredentialRefusedException} if the cluster does not answer
     */
    public Future<Issued> issue(Principal principal) {
        String ticket = RandomSecret.make(PREFIX, random);
        long untilMs = wallMs.getAsLong() + TTL_SECONDS * 1000L;
        String text = new JsonObject()
                .put("user", principal.userId())
                .put("role", principal.role().name())
                .put("tokenId", principal.tokenId())
                .put("expiresAt", principal.expiresAtMs())
                .put("issuedAt", principal.issuedAtMs())
                .put("until", untilMs)
                .encode();
        return answered(map.put(RandomSecret.hash(ticket), text, TTL_SECONDS * 1000L))
                .map(put -> new Issued(ticket, untilMs));
    }

    /** Uses a ticket: it is gone, whatever comes of it. */
    @Override
    public Future<Principal> verify(String ticket) {
        return RandomSecret.hasForm(PREFIX, ticket)
                ? answered(map.remove(RandomSecret.hash(ticket))).compose(this::principal)
                : refused(Reason.MALFORMED, "this is no ticket");
    }

    private Future<Principal> principal(@Nullable String text) {
        JsonObject json = text == null ? null : new JsonObject(text);
        long nowMs = wallMs.getAsLong();
        if (json == null || nowMs >= json.getLong("until")) {
            return refused(Reason.TICKET, "the ticket is not known, was used, or is over");
        }
        if (json.getLong("expiresAt") <= nowMs - leewayMs) {
            return refused(Reason.EXPIRED, "what the ticket was given for has expired");
        }
        return Future.succeededFuture(new Principal(
                json.getString("user"),
                UserRole.valueOf(json.getString("role")),
                json.getString("tokenId"),
                json.getLong("expiresAt"),
                json.getLong("issuedAt")));
    }

    /** A member that hangs must not hold a handshake for as long as the cluster is willing to wait. */
    private static <T> Future<T> answered(Future<T> asked) {
        return asked.timeout(DEADLINE_MS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(new CredentialRefusedException(
                        Reason.STORE_UNAVAILABLE, "tickets cannot be looked up at the moment")));
    }

    private static Future<Principal> refused(Reason reason, String text) {
        return Future.failedFuture(new CredentialRefusedException(reason, text));
    }
}
