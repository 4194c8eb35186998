package io.quotewire.monitoring.admin;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps pages of other sites away from the admin API: a name that some site has given to this address is not answered to, and
 * neither is a request that a browser says comes from elsewhere. Immutable.
 */
final class HostCheck {
    private static final Set<String> NEAR = Set.of("same-origin", "none");
    private final String ownHost;
    private final List<String> hosts;

    HostCheck(String ownHost, List<String> hosts) {
        this.ownHost = ownHost.toLowerCase(Locale.ROOT);
        this.hosts = List.copyOf(hosts);
    }

    /** The reason to refuse a request with these headers: {@code HOST} or {@code ORIGIN}. */
    Optional<String> fault(MultiMap headers) {
        List<String> named = headers.getAll("Host");
        if (named.size() != 1 || !isOurs(named.get(0).toLowerCase(Locale.ROOT))) {
            return Optional.of("HOST");
        }
        String host = named.get(0).toLowerCase(Locale.ROOT);
        for (String origin : headers.getAll("Origin")) {
            String lower = origin.toLowerCase(Locale.ROOT);
            if (!lower.equals("http://" + host) && !lower.equals("https://" + host)) {
                return Optional.of("ORIGIN");
            }
        }
        String site = headers.get("Sec-Fetch-Site");
        return site == null || NEAR.contains(site) ? Optional.empty() : Optional.of("ORIGIN");
    }

    private boolean isOurs(String host) {
        String name = withoutPort(host);
        return name.equals("localhost")
                || name.equals(ownHost)
                || hosts.contains(name)
                || NetUtil.isValidIpV4Address(name)
                || (name.startsWith("[") && NetUtil.isValidIpV6Address(name));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && (host.contains("]:") || host.indexOf(':') == colon);
        return port ? host.substring(0, colon) : host;
    }
}
