package io.quotewire.bus;

import java.util.ArrayList;
import java.util.List;

/** Ticks as long as those of an exchange, each of another price. */
public final class SampleTicks {
    private static final long TS_MICROS = 1_700_000_000_000_000L;

    private SampleTicks() {}

    /**
     * One tick of each symbol.
     *
     * @param symbols how many
     * @return ticks of {@code S0-USD}, {@code S1-USD} and so on
     */
    public static List<Tick> of(int symbols) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < symbols; i++) {
            ticks.add(tick(i, i));
        }
        return ticks;
    }

    /**
     * A tick.
     *
     * @param symbol its symbol's number
     * @param step which one of this symbol
     * @return with all fields
     */
    public static Tick tick(int symbol, int step) {
        int cents = 10 + step * 7 % 90;
        return new Tick(
                "S" + symbol + "-USD",
                4_711_000 + step,
                "coinbase",
                TS_MICROS + step * 997L,
                "43251." + cents,
                "18234.5512" + cents,
                "-120." + cents,
                "-0." + cents,
                "43251." + (cents - 1),
                "43251." + (cents + 1),
                "0.0231" + cents,
                step % 2 == 0 ? "buy" : "sell",
                "2026-11-20T12:00:00.1234" + cents + "Z");
    }
}
