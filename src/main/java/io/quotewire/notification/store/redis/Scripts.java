package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.stream.Stream;

/** Everything that Redis runs for this store; each says itself what it takes and gives. */
record Scripts(Script append, Script history, Script acknowledge, Script read, Script heads) {
    /** Blocks. */
    static Scripts load() {
        return new Scripts(
                Script.load("append.lua"),
                Script.load("history.lua"),
                Script.load("acknowledge.lua"),
                Script.load("read.lua"),
                Script.load("heads.lua"));
    }

    /** Makes them known, so that calls that follow each other closely keep their order from the first one on. */
    Future<Void> announce(RedisLink link) {
        List<Future<?>> told = Stream.of(append, history, acknowledge, read, heads)
                .<Future<?>>map(script ->
                        link.ask(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text())))
                .toList();
        return Future.all(told).mapEmpty();
    }
}
