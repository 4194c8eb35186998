package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The state of one symbol after one event of its feed: complete, so that the newest one alone is enough.
 *
 * <p>Decimals are text, digit for digit what the exchange wrote; those that are computed are plain decimals. What the
 * source does not give is null. Immutable.
 *
 * @param symbol {@code BASE-QUOTE} in capitals
 * @param seq counts this symbol's ticks under the publisher's epoch, from 1
 * @param source the feed's name; {@code simulated} for the simulator
 * @param tsMicros when the feed received it, epoch microseconds
 * @param price the last trade's price
 * @param volume traded in 24 hours
 * @param change of the price in 24 hours
 * @param changePercent the same in per cent
 * @param bid best bid
 * @param ask best ask
 * @param size of the last trade
 * @param side of the last trade, {@code buy} or {@code sell}: what the taker did
 * @param time the exchange's own time, as written
 */
public record Tick(
        String symbol,
        long seq,
        String source,
        long tsMicros,
        @Nullable String price,
        @Nullable String volume,
        @Nullable String change,
        @Nullable String changePercent,
        @Nullable String bid,
        @Nullable String ask,
        @Nullable String size,
        @Nullable String side,
        @Nullable String time) {

    /**
     * As an {@code update}'s data: the fields that are known, in the order of the wire contract.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("symbol", symbol);
        putKnown(json, "price", price);
        putKnown(json, "volume", volume);
        putKnown(json, "change", change);
        putKnown(json, "changePercent", changePercent);
        putKnown(json, "bid", bid);
        putKnown(json, "ask", ask);
        putKnown(json, "size", size);
        putKnown(json, "side", side);
        putKnown(json, "time", time);
        return json.put("source", source).put("ts", tsMicros);
    }

    /**
     * Whether it says nothing that another does not say: it is the same but for its number and when it was received.
     *
     * @param other of the same symbol
     * @return true if all else is equal, and the exchange's time shows that it is one and the same event
     */
    public boolean saysTheSame(Tick other) {
        return time != null
                && new Tick(
                                symbol,
                                other.seq,
                                source,
                                other.tsMicros,
                                price,
                                volume,
                                change,
                                changePercent,
                                bid,
                                ask,
                                size,
                                side,
                                time)
                        .equals(other);
    }

    private static void putKnown(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
