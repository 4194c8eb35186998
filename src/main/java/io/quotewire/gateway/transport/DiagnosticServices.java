package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * What conformance suites for event-bus bridges expect at the other end of the bus; there only when
 * {@code gateway.diagnostics} says so. Confined to one event loop.
 */
public final class DiagnosticServices {
    private static final long TICK_MS = 200;
    private final Vertx vertx;
    private long count;

    /**
     * Nothing is served yet.
     *
     * @param vertx whose bus
     */
    public DiagnosticServices(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Answers and publishes from now on.
     *
     * @param scope owns what that takes
     */
    public void start(Scope scope) {
        scope.<Object>consumeLocally(Address.DIAGNOSTIC_ECHO.text(), message -> message.reply(message.body()));
        scope.<Object>consumeLocally(Address.DIAGNOSTIC_HEADERS.text(), message -> message.reply(headers(message)));
        scope.<Object>consumeLocally(Address.DIAGNOSTIC_FAIL.text(), message -> message.fail(42, "as asked"));
        scope.every(
                TICK_MS,
                () -> vertx.eventBus().publish(Address.DIAGNOSTIC_TICK.text(), new JsonObject().put("count", ++count)));
    }

    private static JsonObject headers(Message<Object> message) {
        JsonObject headers = new JsonObject();
        message.headers().forEach(headers::put);
        return headers;
    }
}
