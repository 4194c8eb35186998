package io.quotewire.gateway.session;

/**
 * How much may wait for one connection: each lane has the whole of {@code queueBytes}, and is congested from a quarter of it.
 * So prices never cost a client its connection for the sake of what is private, nor the other way round. One message or one
 * bundle that is longer than that, as all symbols at once can be, is nobody's slowness: it counts only when more is sent
 * behind it. Confined to the connection's event loop.
 */
final class QueueBounds {
    private final Connection connection;
    private final long bytes;
    private long grantedPrices;
    private long grantedPrivate;

    QueueBounds(Connection connection, int bytes) {
        this.connection = connection;
        this.bytes = bytes;
    }

    /** Whether more waits than may. */
    boolean exceeded() {
        long queued = connection.queuedBytes();
        if (queued <= bytes) {
            grantedPrices = 0;
            grantedPrivate = 0;
            return false;
        }
        long privately = connection.privateBytes();
        long prices = queued - privately;
        grantedPrices = prices > bytes ? grantedPrices : 0;
        grantedPrivate = privately > bytes ? grantedPrivate : 0;
        return privately - grantedPrivate > bytes || prices - grantedPrices > bytes;
    }

    /** Whether newer prices should replace older ones. */
    boolean pricesCongested() {
        long queued = connection.queuedBytes();
        return queued > bytes / 4 && queued - connection.privateBytes() > bytes / 4;
    }

    /** Whether what the store keeps should wait there. */
    boolean privateCongested() {
        return connection.queuedBytes() > bytes / 4 && connection.privateBytes() > bytes / 4;
    }

    /** Prices were sent while there was room. */
    void grantPrices() {
        long queued = connection.queuedBytes();
        if (queued > bytes && grantedPrices == 0) {
            grantedPrices = granted(queued - connection.privateBytes());
        }
    }

    /** A private message was sent while there was room. */
    void grantPrivate() {
        if (connection.queuedBytes() > bytes && grantedPrivate == 0) {
            grantedPrivate = granted(connection.privateBytes());
        }
    }

    private long granted(long waits) {
        return waits > bytes ? waits : 0;
    }
}
