package io.quotewire.gateway.auth;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which sites' pages may talk to this server: RFC 6454 and RFC 6455 section 10.2. Browsers always send the header, so a
 * client without one is no browser and passes. Immutable.
 */
public final class OriginPolicy {
    private final List<String> allowed;
    private final boolean secure;

    /**
     * A policy.
     *
     * @param allowed the origins, {@code scheme://host[:port]}; empty for the server's own only
     * @param secure whether the server speaks TLS: a page of its own that came without may have come from anybody
     */
    public OriginPolicy(List<String> allowed, boolean secure) {
        this.allowed = List.copyOf(allowed);
        this.secure = secure;
    }

    /**
     * Whether a request may come in.
     *
     * @param origins all Origin headers of the request
     * @param host the Host header
     * @return true if it may
     */
    public boolean allows(List<String> origins, @Nullable String host) {
        if (origins.isEmpty()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.get(0).toLowerCase(Locale.ROOT);
        if (allowed.isEmpty()) {
            return host != null && isOwn(origin, host.toLowerCase(Locale.ROOT));
        }
        return allowed.contains(origin);
    }

    /**
     * The origins that were named.
     *
     * @return them in lower case; empty for the server's own only
     */
    public List<String> listed() {
        return allowed;
    }

    /** Without TLS here there may be some in front of it. */
    private boolean isOwn(String origin, String host) {
        return origin.equals("https://" + host) || (!secure && origin.equals("http://" + host));
    }
}
