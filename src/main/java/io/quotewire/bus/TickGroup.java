package io.quotewire.bus;

/**
 * Which group a symbol's ticks travel in. Symbols fall into a fixed, small number of groups, each with an address of its own
 * ({@link Address#ticks}), so that who wants few symbols need not be sent all. Part of the contract: every process of a cluster
 * must come to the same result, which is why it depends on nothing but the symbol's text. Stateless.
 */
public final class TickGroup {
    /**
     * How many groups there are: enough that a few symbols are a small part of all, few enough that a turn with many symbols is
     * not cut into crumbs and that registrations in the cluster stay rare. A power of two.
     */
    public static final int COUNT = 16;

    /** 2<sup>32</sup> divided by the golden ratio: the product's highest bits depend on every bit of the other factor. */
    private static final int GOLDEN = 0x9E3779B9;

    private static final int UNUSED_BITS = Integer.numberOfLeadingZeros(COUNT - 1);

    private TickGroup() {}

    /**
     * The group of a symbol.
     *
     * @param symbol any text
     * @return from 0, below {@link #COUNT}
     */
    public static int of(String symbol) {
        // What String.hashCode computes is laid down in its documentation.
        return (symbol.hashCode() * GOLDEN) >>> UNUSED_BITS;
    }
}
