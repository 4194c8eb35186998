package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ticks as compact bytes. A tick begins with a bit set of the optional fields it has, in the order of
 * {@link Tick}'s components; receive times are differences to the tick before.
 */
final class TickWire {
    private static final int OPTIONAL_FIELDS = 9;

    private TickWire() {}

    static void put(Buffer out, List<Tick> ticks) {
        Wire.putLong(out, ticks.size());
        long before = 0;
        for (Tick tick : ticks) {
            @Nullable String[] optional = optional(tick);
            int present = 0;
            for (int i = 0; i < optional.length; i++) {
                if (optional[i] != null) {
                    present |= 1 << i;
                }
            }
            Wire.putLong(out, present);
            Wire.putText(out, tick.symbol());
            Wire.putLong(out, tick.seq());
            Wire.putText(out, tick.source());
            Wire.putLong(out, zigzag(tick.tsMicros() - before));
            before = tick.tsMicros();
            for (String text : optional) {
                if (text != null) {
                    Wire.putText(out, text);
                }
            }
        }
    }

    static List<Tick> get(Wire.Reader in) {
        int count = in.getCount();
        List<Tick> ticks = new ArrayList<>(count);
        long before = 0;
        for (int i = 0; i < count; i++) {
            int present = presence(in.getLong());
            String symbol = in.getRequiredText();
            long seq = in.getLong();
            String source = in.getRequiredText();
            before += unzigzag(in.getLong());
            @Nullable String[] optional = new @Nullable String[OPTIONAL_FIELDS];
            for (int j = 0; j < optional.length; j++) {
                if ((present & 1 << j) != 0) {
                    optional[j] = in.getText();
                }
            }
            ticks.add(new Tick(
                    symbol,
                    seq,
                    source,
                    before,
                    optional[0],
                    optional[1],
                    optional[2],
                    optional[3],
                    optional[4],
                    optional[5],
                    optional[6],
                    optional[7],
                    optional[8]));
        }
        return ticks;
    }

    /** A bit that this version does not know stands for a field that it would take for the next one. */
    private static int presence(long bits) {
        if (bits >>> OPTIONAL_FIELDS != 0) {
            throw new IllegalStateException("a tick with fields that this version does not know");
        }
        return (int) bits;
    }

    private static @Nullable String[] optional(Tick tick) {
        return new @Nullable String[] {
            tick.price(),
            tick.volume(),
            tick.change(),
            tick.changePercent(),
            tick.bid(),
            tick.ask(),
            tick.size(),
            tick.side(),
            tick.time()
        };
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
