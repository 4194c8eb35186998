package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;

/**
 * What a session holds of a receiver, which may belong to another event loop: everything goes there as a message, and comes
 * back as one. Thread-safe.
 *
 * @param context the receiver's event loop
 * @param receiver touched on that loop only
 * @param framing how frames are wrapped
 */
record Line(Context context, Receiver receiver, Framing framing) {
    /**
     * Sends a frame that is wrapped already.
     *
     * @param owner the session's event loop, on which it is told
     * @param written told when the frame has left the process, or never will
     */
    void write(Buffer frame, boolean last, Context owner, Runnable written) {
        context.runOnContext(there -> receiver.write(frame, last, () -> owner.runOnContext(back -> written.run())));
    }

    /** One frame, and the response is over. */
    void sendOnly(String frame) {
        Buffer wrapped = framing.frame(frame);
        context.runOnContext(there -> receiver.write(wrapped, true, () -> {}));
    }

    void refuse(SockJsRefusal refusal) {
        context.runOnContext(there -> receiver.refuse(refusal));
    }

    void cut() {
        context.runOnContext(there -> receiver.cut());
    }
}
