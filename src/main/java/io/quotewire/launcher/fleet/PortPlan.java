package io.quotewire.launcher.fleet;

import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of several nodes on one machine: the first has those of the configuration, each further one ten more. A port of
 * 0 stays 0.
 */
public final class PortPlan {
    private static final int STEP = 10;
    private static final int MAX_PORT = 65_535;
    private static final List<String> PATHS = List.of("gateway.port", "monitoring.port", "cluster.port");
    private static final String TLS_PORT = "gateway.tls.port";
    private static final String TLS_CERT = "gateway.tls.cert";

    private final Map<String, Integer> first = new LinkedHashMap<>();
    private final Configuration configuration;

    /**
     * A plan.
     *
     * @param configuration validated
     */
    public PortPlan(Configuration configuration) {
        this.configuration = configuration;
        List<String> paths = new ArrayList<>(PATHS);
        if (configuration.text(TLS_CERT).isPresent()) {
            paths.add(TLS_PORT);
        }
        for (String path : paths) {
            if (configuration.find(path).orElse(0) instanceof Integer port && port != 0) {
                first.put(path, port);
            }
        }
    }

    /**
     * Complains of ports that cannot be or would be taken twice.
     *
     * @param nodes how many
     * @param complaints takes what is wrong
     */
    public void check(int nodes, Complaints complaints) {
        Map<Integer, String> taken = new HashMap<>();
        for (int node = 1; node <= nodes; node++) {
            for (String path : first.keySet()) {
                int port = port(path, node);
                String owner = path + " of " + Member.name(node);
                String before = taken.putIfAbsent(port, owner);
                if (port > MAX_PORT || before != null) {
                    String found = "found " + first.get(path) + ", which gives " + port + " to " + owner;
                    String wrong = before == null ? "" : " and to " + before;
                    complaints.add(
                            configuration.origin(path), path, found + wrong + "; allowed: ports that leave room");
                    return;
                }
            }
        }
    }

    /**
     * What gives a node its ports.
     *
     * @param node counted from 1
     * @return arguments; none for the first
     */
    public List<String> arguments(int node) {
        List<String> arguments = new ArrayList<>();
        if (node > 1) {
            first.keySet().forEach(path -> arguments.addAll(List.of("--set", path + "=" + port(path, node))));
        }
        return arguments;
    }

    private int port(String path, int node) {
        return first.getOrDefault(path, 0) + STEP * (node - 1);
    }
}
