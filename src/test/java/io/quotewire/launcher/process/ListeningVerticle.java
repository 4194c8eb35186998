package io.quotewire.launcher.process;

import io.quotewire.bus.Address;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Plays the role bridge: listens on {@code bridge.port} and writes what happens to it into {@code data.dir}. */
public final class ListeningVerticle extends VerticleBase {
    @Override
    public Future<?> start() {
        String node = config().getJsonObject("node").getString("id");
        int port = config().getJsonObject("bridge").getInteger("port");
        vertx.eventBus()
                .<JsonObject>localConsumer(
                        Address.NODE_PHASE.text(),
                        message -> tell(NodePhase.from(message.body()).phase().name()));
        return vertx.createNetServer()
                .connectHandler(socket -> socket.write("hello"))
                .listen(port, "127.0.0.1")
                .compose(server -> answer(node, server));
    }

    private Future<Void> answer(String node, NetServer server) {
        JsonObject addresses = new JsonObject().put("tcp", "tcp://127.0.0.1:" + server.actualPort());
        return vertx.eventBus()
                .consumer(
                        Address.verticleStatus(VerticleKind.BRIDGE, node),
                        message -> message.reply(new JsonObject().put("addresses", addresses)))
                .completion();
    }

    @Override
    public Future<?> stop() {
        // A drain takes time: the process must wait for it.
        return vertx.timer(300).onSuccess(ended -> tell("STOPPED"));
    }

    private void tell(String event) {
        Path file = Path.of(config().getJsonObject("data").getString("dir"), "events");
        try {
            Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
