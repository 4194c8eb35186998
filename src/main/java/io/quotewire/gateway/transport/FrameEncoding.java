package io.quotewire.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.transport.websocket.FrameDeflater;
import io.quotewire.gateway.transport.websocket.FrameForm;
import io.quotewire.gateway.transport.websocket.Frames;
import java.util.function.Function;

/** Makes WebSocket frames, each once however many get it. One for all connections of an event loop, confined to it. */
final class FrameEncoding {
    private final FrameDeflater deflater;
    private final Function<Outbound, byte[]> deflated = this::deflated;

    FrameEncoding(FrameDeflater deflater) {
        this.deflater = deflater;
    }

    byte[] frame(Outbound message, FrameForm form) {
        return form == FrameForm.DEFLATED ? deflated(message) : plain(message);
    }

    /** The bundle's own. */
    ByteBuf frames(Bundle bundle, FrameForm form) {
        return form == FrameForm.DEFLATED ? bundle.deflatedFrames(deflated) : bundle.frames(FrameEncoding::plain);
    }

    private static byte[] plain(Outbound message) {
        return message.frame(room -> Frames.textInPlace(room, Outbound.FREE_BYTES));
    }

    private byte[] deflated(Outbound message) {
        return FrameDeflater.pays(message.length()) ? message.deflatedFrame(deflater::text) : plain(message);
    }
}
