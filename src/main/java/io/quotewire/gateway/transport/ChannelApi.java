package io.quotewire.gateway.transport;

import io.quotewire.bus.ChannelPublication;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.StrictJson;
import io.quotewire.gateway.session.ChannelPublishing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** {@code /api/channels/…}: publishes to a channel, for those who may. Confined to one event loop. */
final class ChannelApi {
    private static final String TYPE = "message";
    private final int maxBytes;
    private final ChannelPublishing publishing;
    private final HttpAuthentication authentication;

    ChannelApi(TransportServices services, HttpAuthentication authentication) {
        maxBytes = services.limits().maxMessageBytes();
        publishing = services.publishing();
        this.authentication = authentication;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(maxBytes);
        router.post("/api/channels/:channel/publish")
                .handler(body)
                .handler(context -> authentication.require(
                        context,
                        principal -> publish(context, principal)
                                .onSuccess(published -> HttpAnswers.json(context.response(), 200, published))
                                .onFailure(failure -> refuse(context, principal, (Refusal) failure))));
    }

    private Future<JsonObject> publish(RoutingContext context, Principal principal) {
        try {
            Buffer body = context.body().buffer();
            Arguments arguments = new Arguments(StrictJson.object(body == null ? new byte[0] : body.getBytes()));
            String type = arguments.textOrNull("type");
            JsonObject data = arguments.objectOrNull("data");
            if (data == null) {
                throw Refusal.badField("data", "is required, an object");
            }
            return publishing.publish(
                    principal,
                    new ChannelPublication(
                            publishing.named(principal, context.pathParam("channel")),
                            type == null ? TYPE : type,
                            data,
                            arguments.textOrNull("idempotencyKey")));
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private void refuse(RoutingContext context, Principal principal, Refusal refusal) {
        authentication.refused(context, principal, refusal.code());
        HttpAnswers.refuse(context.response(), refusal);
    }
}
