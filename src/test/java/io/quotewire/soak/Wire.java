package io.quotewire.soak;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/** One TCP connection of the crowd, counted while it is open. Confined to the crowd's event loop. */
final class Wire {
    private final Buffer early = Buffer.buffer();
    private NetSocket socket;
    private boolean closing;
    private boolean over;

    /**
     * Connects.
     *
     * @param crowd counts it
     * @param resets whether it ends with a RST
     * @param reader takes what comes
     * @param gone told when it has ended, whoever ended it
     */
    Wire(Crowd crowd, boolean resets, Consumer<Buffer> reader, Runnable gone) {
        crowd.opened();
        Runnable ended = () -> {
            if (!over) {
                over = true;
                crowd.closed();
                gone.run();
            }
        };
        crowd.client(resets)
                .connect(crowd.port(), "127.0.0.1")
                .onSuccess(connected -> begin(connected, crowd, reader, ended))
                .onFailure(failure -> ended.run());
    }

    private void begin(NetSocket connected, Crowd crowd, Consumer<Buffer> reader, Runnable ended) {
        socket = connected;
        connected.exceptionHandler(failure -> {});
        connected.closeHandler(closed -> ended.run());
        connected.handler(bytes -> {
            crowd.received(bytes.length());
            reader.accept(bytes);
        });
        if (closing) {
            connected.close();
        } else if (early.length() > 0) {
            connected.write(early);
        }
    }

    boolean isOver() {
        return over;
    }

    void write(Buffer bytes) {
        if (socket == null) {
            early.appendBuffer(bytes);
        } else if (!over) {
            socket.write(bytes);
        }
    }

    void close() {
        closing = true;
        if (socket != null) {
            socket.close();
        }
    }
}
