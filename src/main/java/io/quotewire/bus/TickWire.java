package io.quotewire.bus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ticks as compact bytes. A tick begins with a bit set of the optional fields it has, in the order of
 * {@link Tick}'s components; receive times are differences to the tick before.
 */
final class TickWire {
    private static final int OPTIONAL_FIELDS = 9;
    private static final int TYPICAL_BYTES = 160;

    private TickWire() {}

    /** How many bytes ticks take, about. */
    static int expectedBytes(List<Tick> ticks) {
        return TYPICAL_BYTES * (1 + ticks.size());
    }

    static void put(Wire.Writer out, List<Tick> ticks) {
        out.putLong(ticks.size());
        long before = 0;
        for (Tick tick : ticks) {
            out.putLong(presentIn(tick));
            out.putText(tick.symbol());
            out.putLong(tick.seq());
            out.putText(tick.source());
            out.putLong(zigzag(tick.tsMicros() - before));
            before = tick.tsMicros();
            putKnown(out, tick.price());
            putKnown(out, tick.volume());
            putKnown(out, tick.change());
            putKnown(out, tick.changePercent());
            putKnown(out, tick.bid());
            putKnown(out, tick.ask());
            putKnown(out, tick.size());
            putKnown(out, tick.side());
            putKnown(out, tick.time());
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
            ticks.add(new Tick(
                    symbol,
                    seq,
                    source,
                    before,
                    known(in, present, 0),
                    known(in, present, 1),
                    known(in, present, 2),
                    known(in, present, 3),
                    known(in, present, 4),
                    known(in, present, 5),
                    known(in, present, 6),
                    known(in, present, 7),
                    known(in, present, 8)));
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

    private static int presentIn(Tick tick) {
        return bit(tick.price(), 0)
                | bit(tick.volume(), 1)
                | bit(tick.change(), 2)
                | bit(tick.changePercent(), 3)
                | bit(tick.bid(), 4)
                | bit(tick.ask(), 5)
                | bit(tick.size(), 6)
                | bit(tick.side(), 7)
                | bit(tick.time(), 8);
    }

    private static int bit(@Nullable String text, int place) {
        return text == null ? 0 : 1 << place;
    }

    private static void putKnown(Wire.Writer out, @Nullable String text) {
        if (text != null) {
            out.putText(text);
        }
    }

    private static @Nullable String known(Wire.Reader in, int present, int place) {
        return (present & 1 << place) == 0 ? null : in.getText();
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
