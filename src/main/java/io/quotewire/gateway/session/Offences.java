package io.quotewire.gateway.session;

import io.quotewire.bus.AuditAction;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import java.util.Optional;

/** Which refusals must be traceable, and as what: the one table for all transports. Stateless. */
public final class Offences {
    private Offences() {}

    /**
     * What a refused request is.
     *
     * @param code why it was refused
     * @return empty where it is nobody's fault: what cannot be done at the moment
     */
    public static Optional<AuditAction> of(ErrorCode code) {
        return switch (code) {
            case RATE_LIMITED, SUBSCRIPTION_LIMIT -> Optional.of(AuditAction.RATE_LIMITED);
            case TOKEN_EXPIRED -> Optional.of(AuditAction.AUTH_FAILED);
            case BAD_MESSAGE,
                    UNKNOWN_TYPE,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    UNKNOWN_SYMBOL,
                    UNKNOWN_CHANNEL,
                    UNKNOWN_SERVICE,
                    MESSAGE_TOO_LARGE -> Optional.of(AuditAction.SECURITY_VIOLATION);
            case STORE_UNAVAILABLE, FEED_UNAVAILABLE, TIMEOUT, INTERNAL -> Optional.empty();
        };
    }

    /**
     * Whether a close of a connection counts against its address: too many such closes have it blocked.
     *
     * @param code why it was closed
     * @return true for floods, and for those who did not heed warnings
     */
    public static boolean escalates(CloseCode code) {
        return code == CloseCode.RATE_EXCEEDED || code == CloseCode.POLICY_VIOLATION;
    }

    /**
     * What a closed connection is.
     *
     * @param code why it was closed
     * @return empty where it is no offence; that it ended is told all the same
     */
    public static Optional<AuditAction> of(CloseCode code) {
        return switch (code) {
            case POLICY_VIOLATION, RATE_EXCEEDED, CONNECTION_LIMIT, SLOW_CONSUMER ->
                Optional.of(AuditAction.RATE_LIMITED);
            case UNAUTHENTICATED -> Optional.of(AuditAction.AUTH_FAILED);
            case PROTOCOL_ERROR, UNSUPPORTED_DATA, INVALID_UTF8, MESSAGE_TOO_BIG, UNSUPPORTED_PROTOCOL ->
                Optional.of(AuditAction.SECURITY_VIOLATION);
            case NORMAL, GOING_AWAY, INTERNAL_ERROR, IDLE, FORBIDDEN, REVOKED -> Optional.empty();
        };
    }
}
