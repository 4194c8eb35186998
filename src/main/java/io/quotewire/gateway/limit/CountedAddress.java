package io.quotewire.gateway.limit;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The address that is counted and blocked for a client: an IPv4 address itself, an IPv6 address by its /64 network,
 * because whoever has one address of such a network has all 2^64 of them (RFC 6177 gives a site a /64 at least).
 * Stateless.
 */
public final class CountedAddress {
    private static final int NETWORK_BYTES = 8;

    private CountedAddress() {}

    /**
     * The address to count.
     *
     * @param ip a client's address, as sockets write it
     * @return the same for IPv4 and for what is no address; {@code 2001:db8:0:1:0:0:0:0/64} for IPv6
     */
    public static String of(String ip) {
        if (ip.indexOf(':') < 0) {
            return ip;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ip);
        if (bytes == null) {
            return ip;
        }
        try {
            // What maps an IPv4 address comes out as that.
            if (InetAddress.getByAddress(bytes) instanceof Inet6Address) {
                Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
                return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
            }
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException neverWithThisLength) {
            return ip;
        }
    }
}
