package io.quotewire.gateway.transport.websocket;

/** Why this layer ends a connection by itself, RFC 6455 section 7.4.1. */
enum CloseStatus {
    /** The frames are not as they must be. */
    PROTOCOL_ERROR(1002, "protocol error"),
    /** Text that is not UTF-8, or compressed data that is none. */
    INVALID_DATA(1007, "not UTF-8, or not compressed as agreed"),
    /** A message over the limit. */
    TOO_BIG(1009, "the message is too long"),
    /** A defect of ours. */
    INTERNAL(1011, "internal error");

    private final int code;
    private final String reason;

    CloseStatus(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
