package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** The health answers of this node, asked of its monitoring verticle, on the port that clients use. */
final class HealthRoutes {
    private static final long TIMEOUT_MS = 1_500;
    private final Vertx vertx;

    HealthRoutes(Vertx vertx) {
        this.vertx = vertx;
    }

    void mount(Router router) {
        mount(router, "/health/live", "live");
        mount(router, "/health/ready", "ready");
        mount(router, "/health", "all");
        mount(router, "/ws/health", "websocket");
        mount(router, "/health/websocket", "websocket");
    }

    private void mount(Router router, String path, String what) {
        router.get(path).handler(context -> ask(context.response(), what));
    }

    private void ask(HttpServerResponse response, String what) {
        response.putHeader("Cache-Control", "no-store");
        vertx.eventBus()
                .<JsonObject>request(
                        Address.NODE_HEALTH.text(),
                        new JsonObject().put("path", what),
                        new DeliveryOptions().setSendTimeout(TIMEOUT_MS).setLocalOnly(true))
                .onSuccess(reply -> HttpAnswers.json(
                        response,
                        reply.body().getInteger("status", 200),
                        reply.body().getJsonObject("body", new JsonObject())))
                .onFailure(failure -> HttpAnswers.json(
                        response,
                        503,
                        new JsonObject().put("status", "unhealthy").put("reason", "monitoring is silent")));
    }
}
