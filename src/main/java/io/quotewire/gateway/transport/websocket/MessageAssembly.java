package io.quotewire.gateway.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Puts a message together from its frames, RFC 6455 section 5.4 and 5.6. Confined to one event loop. */
public final class MessageAssembly {
    /** What has come of it so far. */
    public enum State {
        /** More frames are to follow. */
        INCOMPLETE,
        /** The message is whole. */
        COMPLETE,
        /** Longer than allowed. */
        TOO_LONG,
        /** Not UTF-8. */
        NOT_UTF8
    }

    private static final int MAX_FRAGMENTS = 64;
    private static final byte[] NOTHING = {};
    private final int maxBytes;
    private final boolean text;
    private byte[] message = NOTHING;
    private int fragments;

    /**
     * No message yet; each is to be text.
     *
     * @param maxBytes longest message
     */
    public MessageAssembly(int maxBytes) {
        this(maxBytes, true);
    }

    private MessageAssembly(int maxBytes, boolean text) {
        this.maxBytes = maxBytes;
        this.text = text;
    }

    /** For messages that are binary, or whose text was looked at before. */
    static MessageAssembly unchecked(int maxBytes) {
        return new MessageAssembly(maxBytes, false);
    }

    /**
     * Takes a frame.
     *
     * @param part its payload, not to be changed afterwards
     * @param last whether the message ends with it
     * @return what has come of the message
     */
    public State add(byte[] part, boolean last) {
        fragments++;
        if (message.length + part.length > maxBytes || fragments > MAX_FRAGMENTS) {
            return State.TOO_LONG;
        }
        message = message.length == 0 ? part : join(message, part);
        if (!last) {
            return State.INCOMPLETE;
        }
        return !text || isUtf8(message) ? State.COMPLETE : State.NOT_UTF8;
    }

    /**
     * Takes the whole message out; the next frame begins another.
     *
     * @return UTF-8
     */
    public byte[] take() {
        byte[] taken = message;
        message = NOTHING;
        fragments = 0;
        return taken;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = new byte[head.length + tail.length];
        System.arraycopy(head, 0, joined, 0, head.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
