package io.quotewire.gateway.transport.websocket;

import java.util.Arrays;

/** Puts a message together from its frames, RFC 6455 section 5.4 and 5.6. Confined to one event loop. */
final class MessageAssembly {
    /** What has come of it so far. */
    enum State {
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
    private byte[] message = NOTHING;
    private int length;
    private int fragments;
    private int utf8;
    private boolean text;

    /**
     * No message yet.
     *
     * @param limits how much of it
     */
    MessageAssembly(MessageLimits limits) {
        this.limits = limits;
    }

    /** The next frame is the first of a message of this kind. */
    void begin(boolean ofText) {
        text = ofText;
    }

    boolean isText() {
        return text;
    }

    /**
     * Takes a frame.
     *
     * @param part its payload, not to be changed afterwards
     * @param last whether the message ends with it
     * @return what has come of the message
     */
    State add(byte[] part, boolean last) {
        fragments++;
        if (part.length > limits.bytes() - length || fragments > limits.fragments()) {
            return State.TOO_LONG;
        }
        if (text) {
            utf8 = Utf8.after(utf8, part);
            if (utf8 == Utf8.WRONG || (last && utf8 != Utf8.START)) {
                return State.NOT_UTF8;
            }
        }
        append(part);
        return last ? State.COMPLETE : State.INCOMPLETE;
    }

    /**
     * Takes the whole message out; the next frame begins another.
     *
     * @return its payload
     */
    byte[] take() {
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
}
