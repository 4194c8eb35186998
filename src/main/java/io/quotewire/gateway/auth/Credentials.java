package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.Credential.Kind;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credential in a handshake or an HTTP request. What a client shows on purpose goes before cookies, which browsers
 * send unasked; of either there is one at most. Confined to one event loop, and one for each request.
 */
public final class Credentials {
    private static final String BEARER_PROTOCOL = "bearer.";
    private static final String COOKIE = "quotewire_token";
    private final AuthOptions options;
    private @Nullable Credential found;

    private Credentials(AuthOptions options) {
        this.options = options;
    }

    /**
     * The credential that a request carries.
     *
     * @param headers its headers
     * @param query its query parameters
     * @param options what is taken
     * @return the credential, if the request carries any
     * @throws CredentialRefusedException if one is there in a way that is not taken, or several are
     */
    public static Optional<Credential> find(MultiMap headers, MultiMap query, AuthOptions options) {
        Credentials search = new Credentials(options);
        search.shown(headers, query);
        if (search.found == null) {
            search.cookies(headers);
        }
        return Optional.ofNullable(search.found);
    }

    /**
     * Whether a browser has sent one by itself.
     *
     * @param headers the request's headers
     * @param options what is taken
     * @return true if a cookie holds a credential, good or not
     */
    public static boolean areInCookies(MultiMap headers, AuthOptions options) {
        Credentials search = new Credentials(options);
        try {
            search.cookies(headers);
            return search.found != null;
        } catch (CredentialRefusedException several) {
            return true;
        }
    }

    private void shown(MultiMap headers, MultiMap query) {
        if (query.contains("access_token")) {
            if (!options.allowQueryToken()) {
                throw refused("access_token in the query is not accepted; use the Authorization header");
            }
            query.getAll("access_token").forEach(token -> add(Kind.TOKEN, token));
        }
        if (query.contains("ticket")) {
            query.getAll("ticket").forEach(ticket -> add(Kind.TICKET, ticket));
        }
        if (headers.contains("X-API-Key")) {
            headers.getAll("X-API-Key").forEach(key -> add(Kind.API_KEY, key.trim()));
        }
        for (String authorization : headers.getAll("Authorization")) {
            add(Kind.TOKEN, bearer(authorization));
        }
        for (String offered : protocols(headers)) {
            if (offered.startsWith(BEARER_PROTOCOL)) {
                add(Kind.TOKEN, offered.substring(BEARER_PROTOCOL.length()));
            }
        }
    }

    /** Another site of the same domain may have set a cookie of the same name: two that differ are none of them believed. */
    private void cookies(MultiMap headers) {
        String session = options.sessions().map(SessionOptions::cookie).orElse(null);
        for (String header : headers.getAll("Cookie")) {
            for (int from = 0; from <= header.length(); ) {
                int end = header.indexOf(';', from);
                String pair =
                        header.substring(from, end < 0 ? header.length() : end).trim();
                if (isNamed(pair, COOKIE)) {
                    addOnce(new Credential(Kind.TOKEN, pair.substring(COOKIE.length() + 1)));
                } else if (session != null && isNamed(pair, session)) {
                    addOnce(new Credential(Kind.SESSION, pair.substring(session.length() + 1)));
                }
                from = end < 0 ? header.length() + 1 : end + 1;
            }
        }
    }

    private static boolean isNamed(String pair, String name) {
        return pair.length() > name.length() && pair.charAt(name.length()) == '=' && pair.startsWith(name);
    }

    private void addOnce(Credential credential) {
        if (!credential.equals(found)) {
            add(credential.kind(), credential.text());
        }
    }

    private void add(Kind kind, String text) {
        if (found != null) {
            throw refused("more than one credential");
        }
        found = new Credential(kind, text);
    }

    private static CredentialRefusedException refused(String text) {
        return new CredentialRefusedException(Reason.NOT_ACCEPTED, text);
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
            throw refused("the Authorization header must be Bearer");
        }
        return authorization.substring(7).trim();
    }
}
