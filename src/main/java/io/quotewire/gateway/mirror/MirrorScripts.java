package io.quotewire.gateway.mirror;

import io.quotewire.gateway.session.ConnectionState;
import io.quotewire.gateway.session.SessionChanges.Delta;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What Redis does for the mirror, under the names of its keys. Immutable. */
final class MirrorScripts {
    private static final int CONNECTIONS_A_CALL = 100;

    private final RedisScript put;
    private final RedisScript bury;
    private final String node;
    private final String prefix;
    private final String leaseMs;

    /** How much was removed, and whether there may be more. */
    record Buried(int connections, boolean more) {}

    /** Blocks. */
    MirrorScripts(MirrorOptions options, String node) {
        put = RedisScript.load(MirrorScripts.class, "put.lua");
        bury = RedisScript.load(MirrorScripts.class, "bury.lua");
        this.node = node;
        prefix = options.prefix();
        leaseMs = Long.toString(options.leaseSeconds() * 1_000L);
    }

    /** Writes what has changed and renews the lease; false where it had ended. */
    Future<Boolean> put(RedisLink link, List<Delta> deltas) {
        List<List<String>> entries = new ArrayList<>();
        for (Delta delta : deltas) {
            delta.gone().forEach(id -> entries.add(List.of(id, "", "", "", "0")));
            delta.there().forEach(state -> entries.add(entry(state)));
        }
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int from = 0; from == 0 || from < entries.size(); from += CONNECTIONS_A_CALL) {
            calls.add(put(link, entries.subList(from, Math.min(entries.size(), from + CONNECTIONS_A_CALL)), true));
        }
        return Future.all(calls).map(all -> calls.stream().allMatch(Future::result));
    }

    /** Takes the lease. */
    Future<Boolean> begin(RedisLink link) {
        return put(link, List.of(), false);
    }

    private Future<Boolean> put(RedisLink link, List<List<String>> entries, boolean held) {
        List<String> args = new ArrayList<>(List.of(node, leaseMs, counters(), held ? "1" : ""));
        entries.forEach(args::addAll);
        List<String> keys = new ArrayList<>(shared());
        keys.add(ownPrefix() + node);
        return put.run(link, keys, args).map(answer -> answer != null && answer.toInteger() == 1);
    }

    /** Removes a part of what this node has written. */
    Future<Buried> buryOwn(RedisLink link) {
        return bury(link, node);
    }

    /** Removes a part of what a node has written whose lease has ended. */
    Future<Buried> buryOther(RedisLink link) {
        return bury(link, "");
    }

    private Future<Buried> bury(RedisLink link, String whose) {
        List<String> args = List.of(counters(), ownPrefix(), Integer.toString(CONNECTIONS_A_CALL), whose);
        return bury.run(link, shared(), args)
                .map(answer -> answer == null
                        ? new Buried(0, false)
                        : new Buried(answer.get(0).toInteger(), answer.get(1).toInteger() == 1));
    }

    private List<String> shared() {
        return List.of(
                prefix + "websocket:connections", prefix + "websocket:subscriptions", prefix + "websocket:nodes");
    }

    private String ownPrefix() {
        return prefix + "websocket:node:";
    }

    private String counters() {
        return prefix + "subscriptions:";
    }

    private static List<String> entry(ConnectionState state) {
        String user = state.userId() == null ? "" : state.userId();
        JsonObject json = new JsonObject()
                .put("connected_at", Instant.ofEpochMilli(state.connectedAtMs()).toString())
                .put("user_id", state.userId())
                .put("username", state.userId())
                .put("role", state.role().name())
                .put("message_count", state.messages())
                .put("last_heartbeat", Instant.ofEpochMilli(state.heardAtMs()).toString());
        return List.of(
                state.connectionId(),
                user,
                json.encode(),
                new JsonArray(state.channels()).encode(),
                Integer.toString(state.channels().size()));
    }
}
