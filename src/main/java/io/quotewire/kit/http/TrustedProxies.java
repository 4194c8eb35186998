package io.quotewire.kit.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for where a request came from. Everybody can write {@code X-Forwarded-For}: the list is read
 * from its end, for as long as those who have added to it are known. Immutable.
 */
public final class TrustedProxies {
    static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /**
     * These.
     *
     * @param networks addresses or networks, each as {@link #isNetwork} wants it; empty for none
     * @return to be asked about each request
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream()
                .map(text -> rule(text).orElseThrow(() -> new IllegalArgumentException(text)))
                .toList());
    }

    /**
     * Whether a text names an address or a network.
     *
     * @param text such as {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code fd00::/8}
     * @return true if it does
     */
    public static boolean isNetwork(String text) {
        return rule(text).isPresent();
    }

    /**
     * Whether an address is that of such a proxy.
     *
     * @param ip an address
     * @return false too if it is none
     */
    public boolean trusts(String ip) {
        InetAddress address = address(ip);
        return address != null && contains(address);
    }

    /**
     * Makes the header say the truth, or nothing, before anybody else looks at the request.
     *
     * @param request its head is complete; {@link ClientAddress} goes by what is left
     */
    public void settle(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!headers.contains(FORWARDED_FOR)) {
            return;
        }
        String peer = request.remoteAddress().hostAddress();
        InetAddress address = peer == null ? null : address(peer);
        if (address == null || !contains(address)) {
            headers.remove(FORWARDED_FOR);
        } else {
            headers.set(FORWARDED_FOR, client(headers.getAll(FORWARDED_FOR), address));
        }
    }

    /** The last one that is none of ours; or the first of all, if all are. */
    private String client(List<String> headers, InetAddress peer) {
        List<String> chain = new ArrayList<>();
        headers.forEach(header -> chain.addAll(List.of(header.split(",", -1))));
        InetAddress client = peer;
        for (int i = chain.size() - 1; i >= 0 && contains(client); i--) {
            InetAddress before = address(withoutPort(chain.get(i).trim()));
            if (before == null) {
                // What no proxy of ours can have written ends what can be believed.
                break;
            }
            client = before;
        }
        return NetUtil.toAddressString(client);
    }

    private boolean contains(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule network : networks) {
            if (network.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        boolean onlyOne = colon >= 0 && text.indexOf(':', colon + 1) < 0;
        return onlyOne ? text.substring(0, colon) : text;
    }

    private static Optional<IpSubnetFilterRule> rule(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int most = address.getAddress().length * Byte.SIZE == IPV4_BITS ? IPV4_BITS : IPV6_BITS;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        return bits < 0 || bits > most
                ? Optional.empty()
                : Optional.of(new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT));
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** Asks no name server. */
    private static @Nullable InetAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            // An IPv4 address in the shape of an IPv6 one becomes what it is.
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException neitherFourNorSixteenBytes) {
            return null;
        }
    }
}
