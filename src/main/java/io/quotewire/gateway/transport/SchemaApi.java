package io.quotewire.gateway.transport;

import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.protocol.ProtocolSchema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/**
 * {@code GET /api/schema}: the protocol as JSON Schema, with this gateway's limits, for everybody. Made once. Confined to one
 * event loop.
 */
final class SchemaApi {
    private static final String TYPE = "application/schema+json";
    private final Buffer document;
    private final String tag;

    SchemaApi(TransportServices services) {
        document = ProtocolSchema.of(limits(services.limits())).toBuffer();
        tag = HttpAnswers.tag(document);
    }

    void mount(Router router) {
        router.get("/api/schema").handler(context -> HttpAnswers.tagged(context.request(), tag, TYPE, document));
    }

    private static JsonObject limits(LimitOptions limits) {
        return new JsonObject()
                .put("maxMessageBytes", limits.maxMessageBytes())
                .put("messagesPerSecond", limits.messagesPerSecond())
                .put("burst", limits.burst())
                .put("framesPerSecond", limits.framesPerSecond())
                .put("subscriptionsPerConnection", limits.subscriptionsPerConnection())
                .put("subscriptionRequestsPerMinute", limits.subscriptionRequestsPerMinute())
                .put("handshakeSeconds", limits.handshakeSeconds())
                .put("idleSeconds", limits.idleSeconds())
                .put("heartbeatSeconds", limits.heartbeatSeconds())
                .put("queueBytes", limits.queueBytes());
    }
}
