package io.quotewire.gateway.subscription;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which symbols somebody wants as they come, and how: the same for all who want the same. Immutable. */
final class Interest {
    private final QuoteTopic[] topics;
    private final Mode mode;
    private final boolean batched;
    private final int hash;

    /**
     * An interest.
     *
     * @param topics distinct, in any order
     * @param mode what happens to values that cannot be sent in time
     * @param batched whether messages that come together are to come as one
     */
    Interest(Collection<QuoteTopic> topics, Mode mode, boolean batched) {
        this.topics = topics.toArray(new QuoteTopic[0]);
        Arrays.sort(this.topics, Comparator.comparing(QuoteTopic::symbol));
        this.mode = mode;
        this.batched = batched;
        hash = 31 * (31 * Arrays.hashCode(this.topics) + mode.hashCode()) + Boolean.hashCode(batched);
    }

    Mode mode() {
        return mode;
    }

    boolean batched() {
        return batched;
    }

    int size() {
        return topics.length;
    }

    QuoteTopic topic(int index) {
        return topics[index];
    }

    boolean contains(QuoteTopic topic) {
        return topics.length == 1
                ? topics[0] == topic
                : Arrays.binarySearch(topics, topic, Comparator.comparing(QuoteTopic::symbol)) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Interest interest
                && interest.mode == mode
                && interest.batched == batched
                && Arrays.equals(interest.topics, topics);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
