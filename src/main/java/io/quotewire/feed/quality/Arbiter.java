package io.quotewire.feed.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one symbol, which feed's state is shown. Always one feed's whole state, never a mixture: what is shown has one
 * source, and its bid, ask and price belong together. Confined to the event loop of its verticle.
 */
final class Arbiter {
    private final Arbitration arbitration;
    /** The feed that was given up because it was not fresh any more. */
    private final List<FeedBook> givenUp = new ArrayList<>(1);

    Arbiter(Arbitration arbitration) {
        this.arbitration = arbitration;
    }

    /** What was known of the feeds is not known any more. */
    void reset() {
        givenUp.clear();
    }

    Arbitration arbitration() {
        return arbitration;
    }

    /** Whether it is the same feed for as long as all is well. */
    boolean isSteady() {
        return arbitration.rule() == ArbitrationRule.PRIMARY;
    }

    /**
     * Whose state is to be shown now.
     *
     * @param books the feeds', in the order of preference
     * @param shown whose is shown; null before the first
     * @param shownPrice the price that is shown, if there is one
     * @param updated whose has just changed; null if time has passed only
     * @param nowMicros the time, epoch microseconds
     * @return one of the books; null if none has a state
     */
    @Nullable
    FeedBook choose(
            List<FeedBook> books,
            @Nullable FeedBook shown,
            @Nullable String shownPrice,
            @Nullable FeedBook updated,
            long nowMicros) {
        FeedBook otherwise = shown == null ? updated : shown;
        return switch (arbitration.rule()) {
            case PRIMARY -> primary(books, shown, otherwise, nowMicros);
            case FASTEST -> fastest(shown, updated, nowMicros);
            case MEDIAN -> {
                FeedBook middle = median(books, shown, shownPrice, nowMicros);
                yield middle == null ? otherwise : middle;
            }
        };
    }

    private @Nullable FeedBook primary(
            List<FeedBook> books, @Nullable FeedBook shown, @Nullable FeedBook otherwise, long nowMicros) {
        if (shown != null && !shown.isFresh(nowMicros) && !givenUp.contains(shown)) {
            givenUp.add(shown);
        }
        for (FeedBook book : books) {
            if (book == shown && book.isFresh(nowMicros)) {
                givenUp.remove(book);
                return book;
            }
            if (book.isFresh(nowMicros) && (mayReturn(book, nowMicros) || shown == null || !shown.isFresh(nowMicros))) {
                givenUp.remove(book);
                return book;
            }
        }
        return otherwise;
    }

    private boolean mayReturn(FeedBook book, long nowMicros) {
        return !givenUp.contains(book) || nowMicros - book.freshSinceMicros() >= arbitration.returnMs() * 1_000;
    }

    private static @Nullable FeedBook fastest(@Nullable FeedBook shown, @Nullable FeedBook updated, long nowMicros) {
        if (shown == null || updated == null || shown == updated) {
            return updated == null ? shown : updated;
        }
        boolean unknown = shown.timeMicros() == ExchangeTime.UNKNOWN || updated.timeMicros() == ExchangeTime.UNKNOWN;
        boolean newer = unknown || updated.timeMicros() > shown.timeMicros() || !shown.isFresh(nowMicros);
        return newer ? updated : shown;
    }

    /** Of two in the middle, the one nearer to what is shown: who lies alone is not followed. */
    private static @Nullable FeedBook median(
            List<FeedBook> books, @Nullable FeedBook shown, @Nullable String shownPrice, long nowMicros) {
        List<Priced> fresh = new ArrayList<>(books.size());
        for (FeedBook book : books) {
            String price = book.price();
            if (price != null && book.isFresh(nowMicros)) {
                fresh.add(new Priced(book, new BigDecimal(price)));
            }
        }
        if (fresh.isEmpty()) {
            return null;
        }
        fresh.sort(Comparator.comparing(Priced::price));
        Priced low = fresh.get((fresh.size() - 1) / 2);
        Priced high = fresh.get(fresh.size() / 2);
        Priced middle = shownPrice == null || isNearer(low, high, new BigDecimal(shownPrice)) ? low : high;
        for (Priced one : fresh) {
            if (one.book() == shown && one.price().compareTo(middle.price()) == 0) {
                return shown;
            }
        }
        return middle.book();
    }

    private record Priced(FeedBook book, BigDecimal price) {}

    private static boolean isNearer(Priced low, Priced high, BigDecimal before) {
        BigDecimal toLow = low.price().subtract(before).abs();
        return toLow.compareTo(high.price().subtract(before).abs()) <= 0;
    }
}
