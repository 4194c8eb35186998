package io.quotewire.gateway.auth;

/**
 * What somebody shows to be recognised by. Immutable.
 *
 * @param kind what it is
 * @param text as it was sent; never to be logged or told
 */
public record Credential(Kind kind, String text) {
    /** The kinds that there are; each has its {@link Provider}. */
    public enum Kind {
        /** A JSON Web Token. */
        TOKEN,
        /** An API key of a service. */
        API_KEY,
        /** A ticket for one handshake. */
        TICKET,
        /** The id of a session of the user's web application. */
        SESSION
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
