package io.quotewire.gateway.transport.websocket;

/** Which ready-made frames a socket takes. */
public enum FrameForm {
    /** None: text only. */
    NONE,
    /** Uncompressed frames. */
    PLAIN,
    /** Uncompressed frames, and compressed ones that need nothing from before. */
    DEFLATED
}
