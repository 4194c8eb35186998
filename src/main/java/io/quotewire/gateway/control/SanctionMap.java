package io.quotewire.gateway.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The sanctions of the cluster: a map that lives as long as one node does, and that forgets each at its end. Where there is no
 * cluster it lives in this process. Any context.
 */
public final class SanctionMap {
    private static final String NAME = "quotewire.sanctions";
    private final AsyncMap<String, String> map;
    private final LongSupplier wallMs;

    private SanctionMap(AsyncMap<String, String> map, LongSupplier wallMs) {
        this.map = map;
        this.wallMs = wallMs;
    }

    /**
     * Opens it.
     *
     * @param vertx whose cluster
     * @param wallMs the present, epoch milliseconds
     * @return the map
     */
    public static Future<SanctionMap> open(Vertx vertx, LongSupplier wallMs) {
        return vertx.sharedData().<String, String>getAsyncMap(NAME).map(map -> new SanctionMap(map, wallMs));
    }

    Future<Void> put(Sanction sanction) {
        long leftMs = Math.max(1, sanction.untilMs() - wallMs.getAsLong());
        return map.put(sanction.key(), sanction.text(), leftMs);
    }

    Future<Void> remove(String key) {
        return map.remove(key).mapEmpty();
    }

    Future<List<Sanction>> all() {
        return map.entries().map(entries -> {
            List<Sanction> all = new ArrayList<>();
            entries.forEach((key, text) -> all.add(Sanction.from(key, text)));
            return all;
        });
    }
}
