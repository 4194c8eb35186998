package io.quotewire.launcher;

import io.quotewire.launcher.settings.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a node is to start. */
final class NodeOptions {
    @Option(
            names = "--roles",
            paramLabel = "ROLE,...",
            description = "Only these here: feed, gateway, notification, bridge. Monitoring is on every node.")
    private @Nullable String roles;

    @Option(names = "--cluster", description = "Joins or forms the cluster that cluster.xml describes.")
    private boolean clustered;

    @Option(
            names = "--cluster-config",
            paramLabel = "FILE",
            description = "Hazelcast's file; without it cluster.xml here, the project's, or the packaged one.")
    private @Nullable String clusterFile;

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            description = "Only these feeds: the name of one in the file, or replay:FILE[@SPEED]. Repeatable.")
    private List<String> feeds = new ArrayList<>();

    @Option(names = "--loop", description = "A recording starts again when it ends.")
    private boolean loop;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "A recording begins there: so long after its first message, as 90s or 1h30m, or at a moment, as"
                            + " 2024-08-08T23:54:00Z.")
    private @Nullable String from;

    Plan.Request request() {
        return new Plan.Request(roles, clustered, clusterFile, List.copyOf(feeds), loop, from);
    }
}
