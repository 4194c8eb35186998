package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** {@link TickBatch}: by reference inside a node, {@link TickWire}'s bytes between nodes. Thread-safe. */
final class TickBatchCodec implements MessageCodec<TickBatch, TickBatch> {
    @Override
    public void encodeToWire(Buffer buffer, TickBatch batch) {
        Wire.Writer out = new Wire.Writer(TickWire.expectedBytes(batch.ticks()));
        out.putText(batch.publisher());
        out.putLong(batch.epoch());
        out.putLong(batch.group());
        out.putLong(batch.sequence());
        TickWire.put(out, batch.ticks());
        out.appendTo(buffer);
    }

    @Override
    public TickBatch decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        return new TickBatch(
                in.getRequiredText(), in.getLong(), GroupWire.getGroup(in), in.getLong(), TickWire.get(in));
    }

    @Override
    public TickBatch transform(TickBatch batch) {
        return batch;
    }

    @Override
    public String name() {
        return "quotewire.ticks";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
