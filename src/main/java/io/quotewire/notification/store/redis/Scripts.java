package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.stream.Stream;

/** Everything that Redis runs for this store; each says itself what it takes and gives. */
record Scripts(
        RedisScript append,
        RedisScript history,
        RedisScript acknowledge,
        RedisScript read,
        RedisScript heads,
        RedisScript channelAppend,
        RedisScript channelHistory) {
    /** Blocks. */
    static Scripts load() {
        return new Scripts(
                RedisScript.load(Scripts.class, "append.lua"),
                RedisScript.load(Scripts.class, "history.lua"),
                RedisScript.load(Scripts.class, "acknowledge.lua"),
                RedisScript.load(Scripts.class, "read.lua"),
                RedisScript.load(Scripts.class, "heads.lua"),
                RedisScript.load(Scripts.class, "channel-append.lua"),
                RedisScript.load(Scripts.class, "channel-history.lua"));
    }

    /** Makes them known, so that calls that follow each other closely keep their order from the first one on. */
    Future<Void> announce(RedisLink link) {
        List<Future<?>> told = Stream.of(append, history, acknowledge, read, heads, channelAppend, channelHistory)
                .<Future<?>>map(script ->
                        link.ask(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text())))
                .toList();
        return Future.all(told).mapEmpty();
    }
}
