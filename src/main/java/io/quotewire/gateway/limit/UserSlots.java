package io.quotewire.gateway.limit;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts each user's connections: here, and across the cluster where there is one. Confined to the context of its
 * {@link Admission}.
 */
public final class UserSlots {
    /** What became of the wish for a place: a closed set. */
    enum Slot {
        /** The user has as many as allowed. */
        NONE,
        /** Counted on this node: there is no cluster, no limit, or the cluster did not answer. */
        HERE,
        /** Counted on this node and in the cluster. */
        CLUSTER
    }

    private static final Logger LOG = LoggerFactory.getLogger(UserSlots.class);
    private final int perUser;
    private final Optional<SharedCounts> cluster;
    private final Map<String, Integer> here = new HashMap<>();

    /**
     * No connections yet.
     *
     * @param perUser how many one user may have; 0 = no limit
     * @param cluster the counts of all nodes; empty for a node on its own
     */
    public UserSlots(int perUser, Optional<SharedCounts> cluster) {
        this.perUser = perUser;
        this.cluster = cluster;
    }

    Future<Slot> take(String user) {
        if (perUser > 0 && here.getOrDefault(user, 0) >= perUser) {
            return Future.succeededFuture(Slot.NONE);
        }
        here.merge(user, 1, Integer::sum);
        if (perUser == 0 || cluster.isEmpty()) {
            return Future.succeededFuture(Slot.HERE);
        }
        return cluster.get()
                .take(user, perUser)
                .map(taken -> taken ? Slot.CLUSTER : Slot.NONE)
                .otherwise(failure -> {
                    LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("user counted on this node only");
                    return Slot.HERE;
                })
                .onSuccess(slot -> {
                    if (slot == Slot.NONE) {
                        forget(user);
                    }
                });
    }

    /** Only what was counted in the cluster is given back to it. */
    void giveBack(String user, Slot slot) {
        if (slot == Slot.NONE) {
            return;
        }
        forget(user);
        if (slot == Slot.CLUSTER) {
            cluster.ifPresent(counts -> counts.giveBack(user)
                    .onFailure(failure -> LOG.atWarn()
                            .addKeyValue("cause", failure.getMessage())
                            .log("user's share not given back to the cluster")));
        }
    }

    int users() {
        return here.size();
    }

    private void forget(String user) {
        here.merge(user, -1, (count, minus) -> count + minus == 0 ? null : count + minus);
    }
}
