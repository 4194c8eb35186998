package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/** {@link SymbolStatuses}: by reference inside a node, compact bytes between nodes. Thread-safe. */
final class SymbolStatusesCodec implements MessageCodec<SymbolStatuses, SymbolStatuses> {
    private static final int HEAD_BYTES = 64;
    private static final int BYTES_EACH = 40;

    @Override
    public void encodeToWire(Buffer buffer, SymbolStatuses statuses) {
        Wire.Writer out = new Wire.Writer(HEAD_BYTES + statuses.symbols().size() * BYTES_EACH);
        out.putText(statuses.publisher());
        out.putLong(statuses.epoch());
        out.putLong(statuses.number());
        out.putLong(statuses.full() ? 1 : 0);
        out.putLong(statuses.symbols().size());
        for (SymbolStatus status : statuses.symbols()) {
            out.putText(status.symbol());
            out.putText(status.state().name());
            out.putText(status.source());
            out.putLong(status.sinceMs());
            out.putLong(status.computed().size());
            status.computed().forEach(out::putText);
        }
        out.appendTo(buffer);
    }

    @Override
    public SymbolStatuses decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        String publisher = in.getRequiredText();
        long epoch = in.getLong();
        long number = in.getLong();
        boolean full = in.getLong() != 0;
        int count = in.getCount();
        List<SymbolStatus> symbols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            symbols.add(new SymbolStatus(
                    in.getRequiredText(),
                    SymbolState.valueOf(in.getRequiredText()),
                    in.getRequiredText(),
                    in.getLong(),
                    texts(in)));
        }
        return new SymbolStatuses(publisher, epoch, number, full, symbols);
    }

    private static List<String> texts(Wire.Reader in) {
        int count = in.getCount();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.getRequiredText());
        }
        return texts;
    }

    @Override
    public SymbolStatuses transform(SymbolStatuses statuses) {
        return statuses;
    }

    @Override
    public String name() {
        return "quotewire.symbols";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
