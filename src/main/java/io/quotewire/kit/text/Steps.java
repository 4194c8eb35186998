package io.quotewire.kit.text;

/** Counts what a search looks at, so that its cost can be told without a clock. Confined to one search. */
final class Steps {
    private long count;

    void add(int looked) {
        count += looked;
    }

    long count() {
        return count;
    }
}
