package io.quotewire.gateway.protocol;

/** Every WebSocket close code that we send. The range alone tells a client whether to come back. */
public enum CloseCode {
    /** Done. */
    NORMAL(1000),
    /** The node goes; sent after {@code system}. */
    GOING_AWAY(1001),
    /** The client broke RFC 6455. */
    PROTOCOL_ERROR(1002),
    /** A binary message where text was agreed. */
    UNSUPPORTED_DATA(1003),
    /** Text that is not UTF-8. */
    INVALID_UTF8(1007),
    /** A flood. */
    POLICY_VIOLATION(1008),
    /** A message over the limit. */
    MESSAGE_TOO_BIG(1009),
    /** A defect of ours. */
    INTERNAL_ERROR(1011),
    /** The user has as many connections as allowed. */
    CONNECTION_LIMIT(4008),
    /** Kept exceeding the message rate. */
    RATE_EXCEEDED(4029),
    /** Not, or no longer, authenticated: come back with a fresh token only. */
    UNAUTHENTICATED(4401),
    /** No sign of life, or nothing to do. */
    IDLE(4408),
    /** Reads more slowly than what must not be dropped comes in. */
    SLOW_CONSUMER(4413),
    /** Forbidden, or blocked. */
    FORBIDDEN(4503),
    /** The user or the token was revoked. */
    REVOKED(4504),
    /** None of the subprotocols offered is spoken here. */
    UNSUPPORTED_PROTOCOL(4505);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /**
     * The number in the close frame.
     *
     * @return 1000 to 4999
     */
    public int number() {
        return number;
    }

    /**
     * The code of a number.
     *
     * @param number as in the close frame
     * @return {@link #PROTOCOL_ERROR} where we send no such code
     */
    public static CloseCode of(int number) {
        for (CloseCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return PROTOCOL_ERROR;
    }

    /**
     * Whether a client should come back after this code.
     *
     * @return true for 1001, 1006, 1011 and 4000 to 4499
     */
    public boolean comesBack() {
        return comesBack(number);
    }

    /**
     * Whether a client should come back after a close code, known or not.
     *
     * @param number the code
     * @return true for 1001, 1006, 1011 and 4000 to 4499
     */
    public static boolean comesBack(int number) {
        return number == 1001 || number == 1006 || number == 1011 || (number >= 4000 && number <= 4499);
    }
}
