package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** Has things kept over one connection, in the order of the calls. Confined to the store's context. */
interface Appends {
    /**
     * Keeps one.
     *
     * @param keys what the script needs
     * @param args what the script needs
     * @return its answer, once that is as safe as was asked for
     */
    Future<Response> append(List<String> keys, List<String> args);

    /** As safe as the settings ask for. */
    static Appends of(RedisLink link, RedisScript script, RedisSettings settings) {
        return settings.waitReplicas() == 0 ? on(link, script) : new ReplicatedAppends(link, script, settings);
    }

    /** One that is content with what one server says. */
    static Appends on(RedisLink link, RedisScript script) {
        return (keys, args) -> script.run(link, keys, args);
    }
}
