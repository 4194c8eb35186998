package io.quotewire.gateway.auth;

/** A credential is there and is no good. Expected, so it has no stack trace; never holds the credential. */
public final class CredentialRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for codes and metrics: a closed set. */
    public enum Reason {
        /** Not a token at all. */
        MALFORMED,
        /** Signed by somebody else, or with an algorithm that is not configured. */
        SIGNATURE,
        /** Was good once. */
        EXPIRED,
        /** Will be good later. */
        NOT_YET_VALID,
        /** A claim is missing or not what it must be. */
        CLAIM,
        /** An administrator has taken it back. */
        REVOKED,
        /** A carrier or a kind of credential that is not taken here. */
        NOT_ACCEPTED,
        /** An API key that nobody has. */
        API_KEY,
        /** A ticket that was never given out, was used, or is over. */
        TICKET,
        /** No such session, or one that names nobody. */
        SESSION,
        /** Perhaps good: the keys that it would be checked with have never been read. */
        UNAVAILABLE,
        /** Perhaps good: what knows tickets or sessions does not answer. */
        STORE_UNAVAILABLE;

        /** Whether it is nobody's fault but ours, and the credential may be good a moment later. */
        public boolean isTemporary() {
            return this == UNAVAILABLE || this == STORE_UNAVAILABLE;
        }
    }

    private final Reason reason;

    /**
     * A refusal.
     *
     * @param reason why
     * @param message the same for a person, without the credential
     */
    public CredentialRefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Why a credential was not taken, for metrics and audit rows.
     *
     * @param failure what its verification failed with
     * @return a name of a closed set
     */
    public static String reasonOf(Throwable failure) {
        return failure instanceof CredentialRefusedException refusal ? refusal.reason.name() : "NOT_VERIFIED";
    }
}
