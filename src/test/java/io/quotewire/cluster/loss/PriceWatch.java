package io.quotewire.cluster.loss;

import io.quotewire.kit.resilience.Backoff;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** A device that looks at one price through it all. Confined to the loop. */
final class PriceWatch implements ReturningSocket.Guest {
    private final ReturningSocket socket;
    private final String token = GatewayHarness.token("watcher", "TRADER");
    private int updates;

    PriceWatch(Loop loop, Supplier<String> gateways, Backoff backoff) {
        socket = new ReturningSocket(loop, gateways, this, backoff);
    }

    ReturningSocket socket() {
        return socket;
    }

    int updates() {
        return updates;
    }

    @Override
    public String path() {
        return "/ws/prices/BTC-USD";
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public void message(JsonObject message) {
        if ("update".equals(message.getString("type"))) {
            updates++;
            socket.content();
        }
    }
}
