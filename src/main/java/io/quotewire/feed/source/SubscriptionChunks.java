package io.quotewire.feed.source;

import java.util.ArrayList;
import java.util.List;

/** Lists cut into pieces that one message may carry. */
public final class SubscriptionChunks {
    private SubscriptionChunks() {}

    /**
     * Cuts.
     *
     * @param <T> what is listed
     * @param all any list
     * @param size of a piece, above zero
     * @return the pieces, in order; none of an empty list
     */
    public static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
        }
        return chunks;
    }
}
