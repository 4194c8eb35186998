package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/** {@link TickTurn}: by reference inside a node, its batches one after the other between nodes. Thread-safe. */
final class TickTurnCodec implements MessageCodec<TickTurn, TickTurn> {
    @Override
    public void encodeToWire(Buffer buffer, TickTurn turn) {
        int expected = turn.batches().stream()
                .mapToInt(batch -> TickWire.expectedBytes(batch.ticks()))
                .sum();
        Wire.Writer out = new Wire.Writer(expected);
        out.putLong(turn.batches().size());
        turn.batches().forEach(batch -> TickBatchCodec.put(out, batch));
        out.appendTo(buffer);
    }

    @Override
    public TickTurn decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        int count = in.getCount();
        List<TickBatch> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batches.add(TickBatchCodec.get(in));
        }
        return new TickTurn(batches);
    }

    @Override
    public TickTurn transform(TickTurn turn) {
        return turn;
    }

    @Override
    public String name() {
        return "quotewire.turn";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
