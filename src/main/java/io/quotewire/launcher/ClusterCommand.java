package io.quotewire.launcher;

import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.fleet.Fleet;
import io.quotewire.launcher.fleet.Member;
import io.quotewire.launcher.fleet.PortPlan;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.Plan;
import io.quotewire.launcher.settings.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cluster}: several nodes on this machine. */
@Command(
        name = "cluster",
        description = {
            "Runs N nodes on this machine as one cluster, until SIGTERM or SIGINT ends all of them with a drain.",
            "node1 has the configured ports, each further node ten more (8080, 8090, …; 0 stays 0). All share data.dir"
                    + " and so the development key. Feeds and notifications run on node1 only: a feed may be ingested"
                    + " once in a cluster, and one node holds the embedded store. The others serve clients.",
            "What the nodes write goes to stderr after their names; stdout has one line when all are ready. A node that"
                    + " ends takes the others along, and none outlives this process, even if that is killed."
        },
        footer = {
            "",
            "Exit codes: 1 bad arguments or configuration; 2 a node did not start or ended by itself; 130 after SIGINT,"
                    + " 143 after SIGTERM, both with a drain of all; a second signal ends all at once."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ClusterCommand implements Callable<Integer> {
    private static final int MIN_NODES = 2;
    private static final int MAX_NODES = 9;

    private final Terminal terminal;

    @Parameters(paramLabel = "N", arity = "1", description = "How many nodes, 2 to 9.")
    private int nodes;

    @Option(
            names = "--roles",
            paramLabel = "ROLE,...",
            description =
                    "The roles of node1, gateway among them; without it, all usual ones. The others are gateways.")
    private @Nullable String roles;

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

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    ClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Complaints complaints = new Complaints();
        if (nodes < MIN_NODES || nodes > MAX_NODES) {
            complaints.add("N", "found " + nodes + "; allowed: " + MIN_NODES + " to " + MAX_NODES + " nodes");
        }
        Configuration configuration = configOptions.load(terminal, complaints);
        Plan first = Planner.plan(
                configuration,
                new Plan.Request(roles, true, clusterFile, List.copyOf(feeds), loop, null),
                terminal.surroundings(),
                complaints);
        complaints.throwIfAny();
        if (first.roles().stream().noneMatch(role -> role.kind() == VerticleKind.GATEWAY)) {
            complaints.add("--roles", "found no gateway; allowed: gateway among them, which is what all nodes are");
        }
        PortPlan ports = new PortPlan(configuration);
        ports.check(nodes, complaints);
        complaints.throwIfAny();
        List<Member> members = IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> member(node, ports))
                .toList();
        return new Fleet(members, terminal.out(), terminal.err()).run();
    }

    private Member member(int node, PortPlan ports) {
        List<String> arguments = new ArrayList<>(List.of("run", RunCommand.UNTIL_STDIN_ENDS, "--cluster"));
        if (clusterFile != null) {
            arguments.addAll(List.of("--cluster-config", clusterFile));
        }
        arguments.addAll(configOptions.arguments());
        arguments.addAll(ports.arguments(node));
        if (node > 1) {
            arguments.addAll(List.of("--roles", VerticleKind.GATEWAY.text()));
        } else {
            if (roles != null) {
                arguments.addAll(List.of("--roles", roles));
            }
            feeds.forEach(feed -> arguments.addAll(List.of("--feed", feed)));
            if (loop) {
                arguments.add("--loop");
            }
        }
        return new Member(Member.name(node), arguments);
    }
}
