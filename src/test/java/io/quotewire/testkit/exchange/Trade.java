package io.quotewire.testkit.exchange;

import java.time.Instant;

/** A trade at an emulated exchange. The number rises by one for each of a symbol, the time by a millisecond. */
public record Trade(String symbol, String product, String price, String size, String takerSide, long number) {
    private static final long FIRST_MS = 1_704_067_200_000L;

    public long timeMs() {
        return FIRST_MS + number;
    }

    /** With microseconds. */
    public String time() {
        return Instant.ofEpochMilli(timeMs()).toString().replaceAll("(?:\\.(\\d{3}))?Z$", ".$1") + "000Z";
    }
}
