package io.quotewire.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        UPDATE(Lane.PRICES),
        /** Many symbols' values. */
        PRICE_UPDATE(Lane.PRICES),
        /** How one symbol stands. */
        SYMBOL_STATUS(Lane.PRICES),
        /** What is addressed to one user. */
        NOTIFICATION,
        /** What was published to a channel. */
        PUBLICATION,
        /** The answer to a request. */
        REPLY,
        /** A refusal. */
        ERROR,
        /** What the server says unasked: system, heartbeat, unsubscribed. */
        NOTICE;

        private final Lane lane;

        Kind() {
            this(Lane.PRIVATE);
        }

        Kind(Lane lane) {
            this.lane = lane;
        }
    }

    /** What a WebSocket frame of 126 to 65,535 bytes has before its payload: most messages' frames are made on the spot. */
    public static final int FREE_BYTES = 4;

    private final Kind kind;
    private final Lane lane;
    private final byte[] room;
    private @Nullable String text;
    private byte @Nullable [] frame;
    private byte @Nullable [] deflatedFrame;

    /**
     * A message.
     *
     * @param kind what it is
     * @param room its JSON as UTF-8, after {@link #FREE_BYTES} for whoever makes its frame; the message's own from here on
     */
    Outbound(Kind kind, byte[] room) {
        this(kind, kind.lane, room);
    }

    private Outbound(Kind kind, Lane lane, byte[] room) {
        this.kind = kind;
        this.lane = lane;
        this.room = room;
    }

    /**
     * The same message where it tells of the prices that were sent before it.
     *
     * @return to be sent instead of this one
     */
    public Outbound inOrder() {
        return new Outbound(kind, Lane.IN_ORDER, room);
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
     * Its place among what waits on the same connection.
     *
     * @return the lane
     */
    public Lane lane() {
        return lane;
    }

    /**
     * How long its JSON is.
     *
     * @return bytes of UTF-8
     */
    public int length() {
        return room.length - FREE_BYTES;
    }

    /**
     * Its JSON, made at the first call.
     *
     * @return one object
     */
    public String text() {
        if (text == null) {
            text = new String(room, FREE_BYTES, length(), StandardCharsets.UTF_8);
        }
        return text;
    }

    /**
     * Its JSON as bytes.
     *
     * @return UTF-8, a new array
     */
    public byte[] utf8() {
        return Arrays.copyOfRange(room, FREE_BYTES, room.length);
    }

    /**
     * Its WebSocket frame, made at the first call and then the same for all.
     *
     * @param maker makes it of the UTF-8 bytes after {@link #FREE_BYTES}, which it may fill, then giving back the same array
     * @return not to be changed
     */
    public byte[] frame(UnaryOperator<byte[]> maker) {
        if (frame == null) {
            frame = maker.apply(room);
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

    void appendTo(JsonBytes out) {
        out.raw(room, FREE_BYTES, length());
    }
}
