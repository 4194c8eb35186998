package io.quotewire.feed.lease;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leases in a map of the cluster. Any context. */
public final class SharedLeases implements LeaseStore {
    private static final String NAME = "quotewire.leases";

    private final AsyncMap<String, String> map;
    private final Supplier<Set<String>> members;

    private SharedLeases(AsyncMap<String, String> map, Supplier<Set<String>> members) {
        this.map = map;
        this.members = members;
    }

    /**
     * Opens the map.
     *
     * @param vertx a member of the cluster
     * @param members who is in it just now
     * @return the leases
     */
    public static Future<LeaseStore> open(Vertx vertx, Supplier<Set<String>> members) {
        return vertx.sharedData().<String, String>getAsyncMap(NAME).map(map -> new SharedLeases(map, members));
    }

    @Override
    public Future<Optional<Lease>> read(String name) {
        return map.get(name).map(text -> Optional.ofNullable(text).map(Lease::decode));
    }

    @Override
    public Future<Boolean> swap(String name, @Nullable Lease before, Lease after) {
        return before == null
                ? map.putIfAbsent(name, after.encode()).map(existing -> existing == null)
                : map.replaceIfPresent(name, before.encode(), after.encode());
    }

    @Override
    public Set<String> members() {
        return members.get();
    }
}
