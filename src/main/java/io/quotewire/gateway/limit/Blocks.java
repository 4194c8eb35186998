package io.quotewire.gateway.limit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Which addresses are kept out, as one event loop knows it. Confined to that loop. */
public final class Blocks {
    private static final String NETWORK = "/64";
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
     * Keeps an address, or a whole network, out.
     *
     * @param ip as {@link #target} writes it
     * @param endMs until when, epoch milliseconds
     */
    public void block(String ip, long endMs) {
        untilMs.put(ip, endMs);
    }

    /**
     * Lets an address, or a whole network, in again.
     *
     * @param ip as {@link #target} writes it
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
     * For how long an address is still kept out: itself, or the network that it is in.
     *
     * @param ip however it is written
     * @return milliseconds; 0 if it is not
     */
    public long remainingMs(String ip) {
        if (ip.indexOf(':') < 0) {
            return remaining(ip);
        }
        return Math.max(remaining(canonical(ip).orElse(ip)), remaining(CountedAddress.of(ip)));
    }

    private long remaining(String key) {
        Long endMs = untilMs.get(key);
        return endMs == null ? 0 : Math.max(0, endMs - wallMs.getAsLong());
    }

    /**
     * What can be kept out: an address, or an IPv6 network of 64 bits.
     *
     * @param text such as {@code 192.0.2.1}, {@code 2001:db8::1} or {@code 2001:db8::/64}
     * @return the one way in which it is written here; empty if it is neither
     */
    public static Optional<String> target(String text) {
        if (!text.endsWith(NETWORK)) {
            return canonical(text);
        }
        return canonical(text.substring(0, text.length() - NETWORK.length()))
                .map(CountedAddress::of)
                .filter(network -> network.endsWith(NETWORK));
    }

    /**
     * What is to be lifted so that somebody can come in.
     *
     * @param target as {@link #target} writes it
     * @return the address with the network it is in, if it is an IPv6 one, or the network
     */
    public static List<String> around(String target) {
        return target.indexOf(':') < 0 || target.endsWith(NETWORK)
                ? List.of(target)
                : List.of(target, CountedAddress.of(target));
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
