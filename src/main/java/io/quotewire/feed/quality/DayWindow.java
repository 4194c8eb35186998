package io.quotewire.feed.quality;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's trades of the last 24 hours, for figures that its exchange does not give: the price at their beginning and the
 * volume. Kept in pieces of ten minutes, {@value #PIECES} at most, so that its size is bounded whatever is traded; the window is
 * as exact as a piece is long. Until it has seen 24 hours it tells of as much as it has seen. Confined to the event loop of its
 * verticle.
 */
final class DayWindow {
    private static final long PIECE_MICROS = 600_000_000L;

    /** A day of them, and the one that is being filled. */
    private static final int PIECES = 145;

    private static final class Piece {
        private final long number;
        private final BigDecimal first;
        private BigDecimal volume = BigDecimal.ZERO;

        private Piece(long number, BigDecimal first) {
            this.number = number;
            this.first = first;
        }
    }

    private final Deque<Piece> pieces = new ArrayDeque<>(4);
    private BigDecimal volume = BigDecimal.ZERO;
    private boolean hasVolume;

    /** Takes a trade; of unknown size if the exchange does not give one. */
    void add(BigDecimal price, @Nullable BigDecimal size, long tsMicros) {
        long number = Math.floorDiv(tsMicros, PIECE_MICROS);
        Piece newest = pieces.peekLast();
        if (newest == null || newest.number < number) {
            newest = new Piece(number, price);
            pieces.addLast(newest);
        }
        if (size != null) {
            hasVolume = true;
            newest.volume = newest.volume.add(size);
            volume = volume.add(size);
        }
        while (pieces.getFirst().number <= number - PIECES) {
            volume = volume.subtract(pieces.removeFirst().volume);
        }
    }

    /** The price at the window's beginning; null before the first trade. */
    @Nullable
    BigDecimal open() {
        Piece oldest = pieces.peekFirst();
        return oldest == null ? null : oldest.first;
    }

    /** What was traded within it; null if no size was ever given. */
    @Nullable
    String volume() {
        return hasVolume ? volume.toPlainString() : null;
    }

    int pieces() {
        return pieces.size();
    }
}
