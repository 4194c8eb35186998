package io.quotewire.launcher.settings;

import com.hazelcast.config.Config;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.Deployable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node is to start, checked as far as that can be done beforehand. Immutable.
 *
 * @param roles in the order in which they are deployed
 * @param cluster how to join the cluster; null for a node on its own
 */
public record Plan(List<Role> roles, @Nullable Cluster cluster) {
    /** Copies the list. */
    public Plan {
        roles = List.copyOf(roles);
    }

    /**
     * A role of the node.
     *
     * @param kind which
     * @param verticle makes the verticle that plays it
     */
    public record Role(VerticleKind kind, Supplier<Deployable> verticle) {}

    /**
     * How to join the cluster.
     *
     * @param host the address of this node's event bus
     * @param port its port; 0 = any
     * @param config of Hazelcast
     */
    public record Cluster(String host, int port, Config config) {}

    /**
     * What the command line asks for.
     *
     * @param roles separated by commas; null for the usual ones
     * @param clustered whether to join the cluster
     * @param clusterFile the path of its file; null for the usual places
     * @param feeds names and recordings, in order; empty for those of the file
     * @param loop whether recordings start again at their end
     * @param from where recordings begin; null for their first message
     */
    public record Request(
            @Nullable String roles,
            boolean clustered,
            @Nullable String clusterFile,
            List<String> feeds,
            boolean loop,
            @Nullable String from) {}

    /**
     * How to join the cluster, if this node does.
     *
     * @return what there is
     */
    public Optional<Cluster> clustering() {
        return Optional.ofNullable(cluster);
    }
}
