package io.quotewire.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts in a map of the cluster, each node's share beside the others', changed by compare and set. A node that has left
 * the cluster does not count any more: its share is passed over when the sum is taken and cleared at the next change. Any
 * context.
 */
public final class SharedCounts {
    private static final int MAX_TRIES = 20;
    private final AsyncMap<String, String> map;
    private final String node;
    private final Supplier<Set<String>> liveNodes;

    /**
     * Counts over a map.
     *
     * @param map shared by all nodes
     * @param node this node's id in the cluster
     * @param liveNodes the ids of those that are in the cluster now
     */
    public SharedCounts(AsyncMap<String, String> map, String node, Supplier<Set<String>> liveNodes) {
        this.map = map;
        this.node = node;
        this.liveNodes = liveNodes;
    }

    Future<Boolean> take(String key, int max) {
        return change(key, 1, max, MAX_TRIES);
    }

    Future<Boolean> giveBack(String key) {
        return change(key, -1, Integer.MAX_VALUE, MAX_TRIES);
    }

    private Future<Boolean> change(String key, int by, int max, int tries) {
        return map.get(key).compose(before -> {
            JsonObject shares = living(before);
            if (by > 0 && sum(shares) >= max) {
                return Future.succeededFuture(false);
            }
            int mine = shares.getInteger(node, 0) + by;
            if (mine > 0) {
                shares.put(node, mine);
            } else {
                shares.remove(node);
            }
            return swap(key, before, shares).compose(swapped -> {
                if (swapped) {
                    return Future.succeededFuture(true);
                }
                return tries > 1
                        ? change(key, by, max, tries - 1)
                        : Future.failedFuture("the count of a user changes too often");
            });
        });
    }

    private Future<Boolean> swap(String key, @Nullable String before, JsonObject shares) {
        if (shares.isEmpty()) {
            return before == null ? Future.succeededFuture(true) : map.removeIfPresent(key, before);
        }
        if (before == null) {
            return map.putIfAbsent(key, shares.encode()).map(existing -> existing == null);
        }
        return map.replaceIfPresent(key, before, shares.encode());
    }

    private JsonObject living(@Nullable String encoded) {
        JsonObject living = new JsonObject();
        if (encoded != null) {
            Set<String> nodes = liveNodes.get();
            JsonObject all = new JsonObject(encoded);
            for (String name : all.fieldNames()) {
                if (nodes.contains(name)) {
                    living.put(name, all.getInteger(name));
                }
            }
        }
        return living;
    }

    private static int sum(JsonObject shares) {
        int sum = 0;
        for (String name : shares.fieldNames()) {
            sum += shares.getInteger(name);
        }
        return sum;
    }
}
