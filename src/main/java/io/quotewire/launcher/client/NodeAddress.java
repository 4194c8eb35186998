package io.quotewire.launcher.client;

import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a node serves. Immutable.
 *
 * @param root scheme http or https, host, port if it is not the usual one, and a path without a slash at its end
 */
public record NodeAddress(URI root) {
    private static final String OPTION = "--url";
    private static final String TLS = "gateway.tls.";
    private static final Map<String, String> SCHEMES =
            Map.of("http", "http", "https", "https", "ws", "http", "wss", "https");

    /** What listens on every address of a machine is reached on its own. */
    private static final Map<String, String> ANY_HOST = Map.of("0.0.0.0", "127.0.0.1", "::", "::1");

    /** Used where there is a complaint: the command does not come to use it. */
    private static final NodeAddress NOWHERE = new NodeAddress(URI.create("http://127.0.0.1"));

    /**
     * The address of the gateway: the one given, else the one that the configuration says.
     *
     * @param url what the option says; null if it was not given
     * @param configuration validated
     * @param complaints takes what is wrong
     * @return the address; not to be used if there is a complaint
     */
    public static NodeAddress gateway(@Nullable String url, Configuration configuration, Complaints complaints) {
        if (url != null) {
            return given(url, complaints);
        }
        boolean secure =
                configuration.text(TLS + "cert").filter(file -> !file.isEmpty()).isPresent()
                        && !configuration.notEnforced().contains(TLS + "cert");
        String port = secure ? TLS + "port" : "gateway.port";
        return configured(secure ? "https" : "http", "gateway.host", port, configuration, complaints);
    }

    /**
     * The address of the management port: the one given, else the one that the configuration says.
     *
     * @param url what the option says; null if it was not given
     * @param configuration validated
     * @param complaints takes what is wrong
     * @return the address; not to be used if there is a complaint
     */
    public static NodeAddress management(@Nullable String url, Configuration configuration, Complaints complaints) {
        return url != null
                ? given(url, complaints)
                : configured("http", "monitoring.host", "monitoring.port", configuration, complaints);
    }

    private static NodeAddress given(String url, Complaints complaints) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? null : SCHEMES.get(uri.getScheme());
            if (scheme != null
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535) {
                String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
                return new NodeAddress(URI.create(scheme + "://" + uri.getRawAuthority() + path));
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        complaints.add(OPTION, "found " + Printed.quoted(url) + "; allowed: an address as http://127.0.0.1:8080");
        return NOWHERE;
    }

    private static NodeAddress configured(
            String scheme, String hostPath, String portPath, Configuration configuration, Complaints complaints) {
        if (!complaints.isEmpty()) {
            return NOWHERE;
        }
        String host = configuration.text(hostPath).orElse("127.0.0.1");
        Object port = configuration.find(portPath).orElse(0);
        if (port.equals(0)) {
            complaints.add(OPTION, "not given, and " + portPath + " is 0; allowed: the address of a node");
            return NOWHERE;
        }
        String reached = ANY_HOST.getOrDefault(host, host);
        String bracketed = reached.contains(":") ? "[" + reached + "]" : reached;
        return new NodeAddress(URI.create(scheme + "://" + bracketed + ":" + port));
    }

    /**
     * An address over HTTP.
     *
     * @param path begins with a slash; may have a query
     * @return absolute
     */
    public URI http(String path) {
        return URI.create(root + path);
    }

    /**
     * An address over WebSocket.
     *
     * @param path begins with a slash; may have a query
     * @return absolute
     */
    public URI webSocket(String path) {
        return URI.create(root.toString().replaceFirst("^http", "ws") + path);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
