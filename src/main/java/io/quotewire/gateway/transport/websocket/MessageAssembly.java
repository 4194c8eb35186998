package io.quotewire.gateway.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    private static final byte[] NOTHING = {};
    private final MessageLimits limits;
    private final boolean text;
    private byte[] message = NOTHING;
    private int length;
    private int fragments;

    /**
     * No message yet; each is to be text.
     *
     * @param limits how much of it
     */
    public MessageAssembly(MessageLimits limits) {
        this(limits, true);
    }

    private MessageAssembly(MessageLimits limits, boolean text) {
        this.limits = limits;
        this.text = text;
    }

    /** For messages that are binary, or whose text was looked at before. */
    static MessageAssembly unchecked(MessageLimits limits) {
        return new MessageAssembly(limits, false);
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
        if (part.length > limits.bytes() - length || fragments > limits.fragments()) {
            return State.TOO_LONG;
        }
        append(part);
        if (!last) {
            return State.INCOMPLETE;
        }
        return !text || isUtf8(message, length) ? State.COMPLETE : State.NOT_UTF8;
    }

    /**
     * Takes the whole message out; the next frame begins another.
     *
     * @return UTF-8
     */
    public byte[] take() {
        byte[] taken = message.length == length ? message : Arrays.copyOf(message, length);
        message = NOTHING;
        length = 0;
        fragments = 0;
        return taken;
    }

    /** A message in one frame is not copied; of many, what is there grows by half at least, so that none costs much. */
    private void append(byte[] part) {
        if (length == 0) {
            message = part;
        } else {
            int needed = length + part.length;
            if (message.length < needed) {
                message = Arrays.copyOf(message, Math.max(needed, Math.min(limits.bytes(), needed + needed / 2)));
            }
            System.arraycopy(part, 0, message, length, part.length);
        }
        length += part.length;
    }

    static boolean isUtf8(byte[] bytes) {
        return isUtf8(bytes, bytes.length);
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
