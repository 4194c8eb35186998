package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** {@link TickBatch}: by reference inside a node, {@link TickWire}'s bytes between nodes. Thread-safe. */
final class TickBatchCodec implements MessageCodec<TickBatch, TickBatch> {
    @Override
    public void encodeToWire(Buffer buffer, TickBatch batch) {
        Wire.putText(buffer, batch.publisher());
        Wire.putLong(buffer, batch.epoch());
        Wire.putLong(buffer, batch.sequence());
        TickWire.put(buffer, batch.ticks());
    }

    @Override
    public TickBatch decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        return new TickBatch(in.getRequiredText(), in.getLong(), in.getLong(), TickWire.get(in));
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
