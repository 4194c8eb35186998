package io.quotewire.feed.source.simulator;

import io.quotewire.feed.source.MarketEvent;

/**
 * One symbol's random walk: steps of at most 0.05 %, between half and twice its first price. Not thread-safe.
 */
final class SimulatedSymbol {
    private static final int SIZE_DECIMALS = 4;
    private static final int PERCENT_DECIMALS = 4;
    private static final long PERCENT_UNITS = 1_000_000;
    private static final long MAX_SIZE = 50_000;
    private static final long STEP = 2_000;
    private static final long SPREAD = 5_000;

    private final String symbol;
    private final int decimals;
    private final long first;
    private long price;
    private long volume;

    /** A symbol whose first price is so many units of the last of its decimals. */
    SimulatedSymbol(String symbol, long first, int decimals) {
        this.symbol = symbol;
        this.decimals = decimals;
        this.first = first;
        this.price = first;
    }

    String symbol() {
        return symbol;
    }

    /** Makes the next trade, with the quotes around it. */
    void next(SeededRandom random, long number, MarketEvent event) {
        long step = Math.max(1, price / STEP);
        long moved = price + random.below(2 * step + 1) - step;
        price = Math.max(first / 2, Math.min(first * 2, moved));
        boolean buy = random.below(2) == 0;
        long spread = Math.max(1, price / SPREAD);
        long size = 1 + random.below(MAX_SIZE);
        volume += size;
        event.clear();
        event.symbol = symbol;
        event.sequence = number;
        event.price = FixedPoint.text(price, decimals);
        event.bid = buy ? FixedPoint.text(price - spread, decimals) : event.price;
        event.ask = buy ? event.price : FixedPoint.text(price + spread, decimals);
        event.side = buy ? "buy" : "sell";
        event.size = FixedPoint.text(size, SIZE_DECIMALS);
        event.volume = FixedPoint.text(volume, SIZE_DECIMALS);
        event.change = FixedPoint.text(price - first, decimals);
        event.changePercent =
                FixedPoint.text(FixedPoint.divide((price - first) * PERCENT_UNITS, first), PERCENT_DECIMALS);
    }
}
