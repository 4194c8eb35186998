package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** {@link TickDigest}: by reference inside a node, {@link TickWire}'s bytes between nodes. Thread-safe. */
final class TickDigestCodec implements MessageCodec<TickDigest, TickDigest> {
    @Override
    public void encodeToWire(Buffer buffer, TickDigest digest) {
        Wire.Writer out = new Wire.Writer(TickWire.expectedBytes(digest.newest()));
        out.putText(digest.publisher());
        out.putLong(digest.epoch());
        out.putLong(digest.number());
        GroupWire.put(out, digest.sequences());
        TickWire.put(out, digest.newest());
        out.appendTo(buffer);
    }

    @Override
    public TickDigest decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        return new TickDigest(in.getRequiredText(), in.getLong(), in.getLong(), GroupWire.get(in), TickWire.get(in));
    }

    @Override
    public TickDigest transform(TickDigest digest) {
        return digest;
    }

    @Override
    public String name() {
        return "quotewire.digest";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
