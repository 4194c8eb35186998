package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the token in a handshake or an HTTP request. Stateless. */
public final class Credentials {
    private static final String BEARER_PROTOCOL = "bearer.";
    private static final String COOKIE = "quotewire_token";

    private Credentials() {}

    /**
     * The token that a request carries.
     *
     * @param headers its headers
     * @param query its query parameters
     * @param options whether a token in the query is taken
     * @return the token, if the request carries any
     * @throws CredentialRefusedException if a credential is there in a way that is not taken
     */
    public static Optional<String> token(MultiMap headers, MultiMap query, AuthOptions options) {
        String queried = query.get("access_token");
        if (queried != null && !options.allowQueryToken()) {
            throw new CredentialRefusedException(
                    Reason.NOT_ACCEPTED, "access_token in the query is not accepted; use the Authorization header");
        }
        if (headers.contains("X-API-Key") || query.contains("ticket")) {
            throw new CredentialRefusedException(Reason.NOT_ACCEPTED, "this kind of credential is not known here");
        }
        List<String> found = new ArrayList<>();
        for (String authorization : headers.getAll("Authorization")) {
            found.add(bearer(authorization));
        }
        for (String offered : protocols(headers)) {
            if (offered.startsWith(BEARER_PROTOCOL)) {
                found.add(offered.substring(BEARER_PROTOCOL.length()));
            }
        }
        if (queried != null) {
            found.add(queried);
        }
        String cookie = cookie(headers.get("Cookie"));
        if (found.isEmpty() && cookie != null) {
            found.add(cookie);
        }
        if (found.size() > 1) {
            throw new CredentialRefusedException(Reason.NOT_ACCEPTED, "more than one credential");
        }
        return found.stream().findFirst();
    }

    /**
     * The subprotocols that a client offers.
     *
     * @param headers of the handshake
     * @return them, in their order
     */
    public static List<String> protocols(MultiMap headers) {
        List<String> protocols = new ArrayList<>();
        for (String header : headers.getAll("Sec-WebSocket-Protocol")) {
            for (String offered : header.split(",", -1)) {
                if (!offered.isBlank()) {
                    protocols.add(offered.trim());
                }
            }
        }
        return protocols;
    }

    /**
     * Whether an offered subprotocol is only a carrier of a token.
     *
     * @param protocol the subprotocol
     * @return true if it begins with {@code bearer.}
     */
    public static boolean isCarrier(String protocol) {
        return protocol.startsWith(BEARER_PROTOCOL);
    }

    private static String bearer(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new CredentialRefusedException(Reason.NOT_ACCEPTED, "the Authorization header must be Bearer");
        }
        return authorization.substring(7).trim();
    }

    private static @Nullable String cookie(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";", -1)) {
            String trimmed = pair.trim();
            if (trimmed.startsWith(COOKIE + "=")) {
                return trimmed.substring(COOKIE.length() + 1);
            }
        }
        return null;
    }
}
