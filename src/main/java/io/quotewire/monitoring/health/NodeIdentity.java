package io.quotewire.monitoring.health;

import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who this node is. Immutable.
 *
 * @param id unique in the cluster
 * @param version of the software
 * @param roles the kinds of verticle that run here; monitoring always does
 */
public record NodeIdentity(String id, String version, Set<VerticleKind> roles) {
    /** Copies the roles and adds monitoring. */
    public NodeIdentity {
        Set<VerticleKind> all = EnumSet.of(VerticleKind.MONITORING);
        all.addAll(roles);
        roles = Set.copyOf(all);
    }

    /**
     * Reads what the launcher put into the configuration as {@code node}.
     *
     * @param config the whole configuration
     * @return the identity; roles of unknown names are left out
     */
    public static NodeIdentity from(JsonObject config) {
        JsonObject node = config.getJsonObject("node", new JsonObject());
        Set<VerticleKind> roles = node.getJsonArray("roles", new JsonArray()).stream()
                .flatMap(name -> VerticleKind.of(String.valueOf(name)).stream())
                .collect(Collectors.toSet());
        return new NodeIdentity(node.getString("id", "local"), node.getString("version", "unknown"), roles);
    }
}
