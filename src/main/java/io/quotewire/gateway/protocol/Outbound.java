package io.quotewire.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be sent, encoded once however many get it. Confined to the event loop that made it, like everybody
 * who receives it.
 */
public final class Outbound {
    /** What a message is, for the counters: a closed set. */
    public enum Kind {
        /** The first message. */
        CONNECTED,
        /** One symbol's value. */
        UPDATE,
        /** Many symbols' values. */
        PRICE_UPDATE,
        /** What is addressed to one user. */
        NOTIFICATION,
        /** The answer to a request. */
        REPLY,
        /** A refusal. */
        ERROR,
        /** What the server says unasked: system, heartbeat, unsubscribed. */
        NOTICE
    }

    private final Kind kind;
    private final String text;
    private byte @Nullable [] utf8;
    private byte @Nullable [] frame;
    private byte @Nullable [] deflatedFrame;

    /**
     * A message.
     *
     * @param kind what it is
     * @param text its JSON
     */
    public Outbound(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /**
     * What it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Its JSON.
     *
     * @return one object
     */
    public String text() {
        return text;
    }

    /**
     * Its JSON as bytes, made at the first call.
     *
     * @return UTF-8; not to be changed
     */
    public byte[] utf8() {
        if (utf8 == null) {
            utf8 = text.getBytes(StandardCharsets.UTF_8);
        }
        return utf8;
    }

    /**
     * Its WebSocket frame, made at the first call and then the same for all.
     *
     * @param maker makes it of the UTF-8 bytes
     * @return not to be changed
     */
    public byte[] frame(UnaryOperator<byte[]> maker) {
        if (frame == null) {
            frame = maker.apply(utf8());
        }
        return frame;
    }

    /**
     * Its compressed WebSocket frame, made at the first call and then the same for all.
     *
     * @param maker makes it of the UTF-8 bytes
     * @return not to be changed
     */
    public byte[] deflatedFrame(UnaryOperator<byte[]> maker) {
        if (deflatedFrame == null) {
            deflatedFrame = maker.apply(utf8());
        }
        return deflatedFrame;
    }
}
