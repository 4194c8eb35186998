package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** {@link TickBatch}: by reference inside a node, {@link TickWire}'s bytes between nodes. Thread-safe. */
final class TickBatchCodec implements MessageCodec<TickBatch, TickBatch> {
    @Override
    public void encodeToWire(Buffer buffer, TickBatch batch) {
        Wire.Writer out = new Wire.Writer(TickWire.expectedBytes(batch.ticks()));
        put(out, batch);
        out.appendTo(buffer);
    }

    static void put(Wire.Writer out, TickBatch batch) {
        out.putText(batch.publisher());
        out.putLong(batch.epoch());
        out.putLong(batch.group());
        out.putLong(batch.sequence());
        TickWire.put(out, batch.ticks());
    }

    @Override
    public TickBatch decodeFromWire(int pos, Buffer buffer) {
        return get(new Wire.Reader(buffer, pos));
    }

    static TickBatch get(Wire.Reader in) {
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
