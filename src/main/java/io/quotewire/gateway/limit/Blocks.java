package io.quotewire.gateway.limit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Which addresses are kept out, as one event loop knows it. Confined to that loop. */
public final class Blocks {
    private final LongSupplier wallMs;
    private final Map<String, Long> untilMs = new HashMap<>();

    /**
     * Nobody is kept out.
     *
     * @param wallMs the present, epoch milliseconds
     */
    public Blocks(LongSupplier wallMs) {
        this.wallMs = wallMs;
    }

    /**
     * Keeps an address out.
     *
     * @param ip as {@link #canonical} writes it
     * @param endMs until when, epoch milliseconds
     */
    public void block(String ip, long endMs) {
        untilMs.put(ip, endMs);
    }

    /**
     * Lets an address in again.
     *
     * @param ip as {@link #canonical} writes it
     */
    public void lift(String ip) {
        untilMs.remove(ip);
    }

    /**
     * Whether nobody at all is kept out: the question that costs nothing.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return untilMs.isEmpty();
    }

    /**
     * For how long an address is still kept out.
     *
     * @param ip as {@link #canonical} writes it
     * @return milliseconds; 0 if it is not
     */
    public long remainingMs(String ip) {
        Long endMs = untilMs.get(ip);
        return endMs == null ? 0 : Math.max(0, endMs - wallMs.getAsLong());
    }

    /**
     * An address as sockets write it, so that it is found whatever way an operator writes it. Asks no name server.
     *
     * @param text an IPv4 or IPv6 address
     * @return empty if it is none
     */
    public static Optional<String> canonical(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException neverWithThisLength) {
            return Optional.empty();
        }
    }
}
