package io.quotewire.launcher.settings;

import com.hazelcast.config.Config;
import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.settings.Plan.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a node from its configuration and the command line. */
public final class Planner {
    private Planner() {}

    /**
     * Checks the configuration and what the command line asks for.
     *
     * @param configuration loaded, not yet checked; chosen feeds are put into it
     * @param request what the command line asks for
     * @param surroundings of the process
     * @param complaints takes what is wrong; if there is anything, the plan must not be used
     * @return what to start
     */
    public static Plan plan(
            Configuration configuration, Plan.Request request, Surroundings surroundings, Complaints complaints) {
        Roles roles = new Roles(configuration, complaints);
        List<Role> chosen = roles.choose(request.roles());
        Set<VerticleKind> kinds = chosen.stream().map(Role::kind).collect(Collectors.toSet());
        FeedChoice feeds = new FeedChoice(configuration, surroundings, complaints);
        feeds.choose(request.feeds(), request.loop(), request.from(), kinds.contains(VerticleKind.FEED));
        Config hazelcast = hazelcast(request, surroundings, complaints);
        configuration.validate(complaints);
        if (!complaints.isEmpty()) {
            return new Plan(List.of(), null);
        }
        new Exposure(configuration, complaints).check(kinds, hazelcast);
        return new Plan(chosen, cluster(configuration, hazelcast));
    }

    private static @Nullable Config hazelcast(Plan.Request request, Surroundings surroundings, Complaints complaints) {
        if (!request.clustered() && request.clusterFile() != null) {
            complaints.add("--cluster-config", "given without --cluster");
        }
        return request.clustered() ? ClusterFile.read(request.clusterFile(), surroundings, complaints) : null;
    }

    private static Plan.@Nullable Cluster cluster(Configuration configuration, @Nullable Config hazelcast) {
        if (hazelcast == null) {
            return null;
        }
        String host = configuration.text(ClusterSection.HOST_PATH).orElseThrow();
        int port = (Integer) configuration.find(ClusterSection.PORT_PATH).orElseThrow();
        return new Plan.Cluster(host, port, hazelcast);
    }
}
