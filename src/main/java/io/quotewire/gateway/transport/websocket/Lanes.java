package io.quotewire.gateway.transport.websocket;

import io.quotewire.gateway.protocol.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What waits to be sent on one connection, in the order in which it is to leave: private messages first, see {@link Lane}.
 * Has no bound of its own; whoever sends looks at what waits. Confined to the connection's event loop.
 *
 * @param <T> what waits
 */
public final class Lanes<T> {
    private static final class Waiting<T> {
        private final T item;
        private final boolean price;
        private int bytes;

        private Waiting(T item, int bytes, boolean price) {
            this.item = item;
            this.bytes = bytes;
            this.price = price;
        }
    }

    private final Deque<Waiting<T>> first = new ArrayDeque<>();
    private final Deque<Waiting<T>> prices = new ArrayDeque<>();
    private long bytes;
    private long priceBytes;

    /**
     * Adds one.
     *
     * @param item what waits
     * @param length its bytes
     * @param lane its place
     */
    public void add(T item, int length, Lane lane) {
        boolean price = lane == Lane.PRICES;
        if (lane == Lane.IN_ORDER) {
            first.addAll(prices);
            prices.clear();
        }
        (price ? prices : first).add(new Waiting<>(item, length, price));
        bytes += length;
        priceBytes += price ? length : 0;
    }

    /**
     * Whether nothing waits.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return first.isEmpty() && prices.isEmpty();
    }

    /**
     * What is to leave next, and waits on.
     *
     * @return the item; there is one
     */
    public T next() {
        return head().item;
    }

    /**
     * How much is left of what is to leave next.
     *
     * @return bytes
     */
    public int nextBytes() {
        return head().bytes;
    }

    /**
     * Whether that is a price.
     *
     * @return false if it is private
     */
    public boolean isNextPrice() {
        return head().price;
    }

    /**
     * A part of what is to leave next has left.
     *
     * @param gone its bytes, less than all
     */
    public void shorten(int gone) {
        Waiting<T> head = head();
        head.bytes -= gone;
        count(-gone, head.price);
    }

    /**
     * Takes what is to leave next.
     *
     * @return the item
     */
    public T take() {
        Waiting<T> head = (first.isEmpty() ? prices : first).remove();
        count(-head.bytes, head.price);
        return head.item;
    }

    /**
     * Takes everything.
     *
     * @param taker is given each
     */
    public void drain(Consumer<T> taker) {
        while (!isEmpty()) {
            taker.accept(take());
        }
    }

    /**
     * How much waits.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * How much of it is private.
     *
     * @return bytes
     */
    public long privateBytes() {
        return bytes - priceBytes;
    }

    private Waiting<T> head() {
        return (first.isEmpty() ? prices : first).element();
    }

    private void count(int more, boolean price) {
        bytes += more;
        priceBytes += price ? more : 0;
    }
}
