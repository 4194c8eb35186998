package io.quotewire.cluster.loss;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Nodes of one cluster, each of which can be killed and started again under its name and with its state. Clients know the gateways
 * as a load balancer that checks nobody would: those of the dead stay on the list until there are others in their place.
 */
final class LossNodes implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx256m");

    private final Path folder;
    private final Path cluster;
    private final Map<String, List<String>> plans = new LinkedHashMap<>();
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private volatile List<String> gateways = List.of();

    LossNodes(Path folder) throws IOException {
        this.folder = folder;
        cluster = OwnCluster.file(folder);
    }

    /** Starts one with these roles and settings, each {@code PATH=VALUE}. */
    void add(String name, String roles, String... settings) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--cluster", "--cluster-config", cluster.toString(), "--roles", roles));
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("gateway.auth.secret=" + GatewayHarness.SECRET);
        all.add("gateway.limits.connectionsPerIp=0");
        all.add("gateway.warmUpMs=0");
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        plans.put(name, arguments);
        nodes.put(name, started(name));
    }

    void awaitReady() {
        nodes.values().forEach(NodeProcess::awaitReady);
        gateways = nodes.values().stream()
                .filter(node -> node.out().contains("gateway "))
                .map(NodeProcess::gateway)
                .toList();
    }

    /** Their addresses; may be asked on any thread. */
    List<String> gateways() {
        return gateways;
    }

    String any(RandomGenerator random) {
        List<String> names = List.copyOf(nodes.keySet());
        return names.get(random.nextInt(names.size()));
    }

    /** Ends it as kill -9 does, and starts it again; ready at the end. */
    void killAndRestart(String name) throws IOException, InterruptedException {
        NodeProcess node = nodes.get(name);
        if (!node.process().isAlive()) {
            throw new AssertionError(name + " had ended by itself: " + node.err());
        }
        node.process().destroyForcibly().waitFor();
        nodes.put(name, started(name));
        awaitReady();
    }

    /** Defects of ours that they have told of: what libraries say of peers that were killed is no concern here. */
    List<String> defects() {
        // Vert.x completes the promise of a message twice when its connection to another node has just broken.
        Predicate<String> ofVertx = line -> line.contains("Promise already completed")
                && line.contains("eventbus.impl.clustered.OutboundConnection.writeMessage");
        return nodes.values().stream()
                .flatMap(node -> node.err().lines())
                .filter(line -> line.contains("OutOfMemoryError")
                        || (line.contains(" ERROR ") && line.contains(" io.quotewire.")))
                .filter(ofVertx.negate())
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        nodes.values().forEach(node -> node.process().destroy());
        for (NodeProcess node : nodes.values()) {
            node.close();
        }
    }

    private NodeProcess started(String name) throws IOException {
        return NodeProcess.run(folder.resolve(name), JVM, plans.get(name).toArray(String[]::new));
    }
}
