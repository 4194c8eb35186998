package io.quotewire.gateway.transport;

import io.quotewire.bus.ChannelPublication;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.Argument;
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
import java.util.List;

/** {@code /api/channels/…}: publishes to a channel, for those who may. Confined to one event loop. */
final class ChannelApi {
    private static final String TYPE = "message";
    private static final List<Argument<?>> ARGUMENTS =
            List.of(Argument.TYPE, Argument.DATA, Argument.IDEMPOTENCY_KEY, Argument.EXCLUDE);
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
            JsonObject sent = StrictJson.object(body == null ? new byte[0] : body.getBytes());
            Arguments arguments = Arguments.read(sent, ARGUMENTS);
            String type = arguments.get(Argument.TYPE);
            return publishing.publish(
                    principal,
                    new ChannelPublication(
                            publishing.named(principal, context.pathParam("channel")),
                            type == null ? TYPE : type,
                            arguments.require(Argument.DATA),
                            arguments.get(Argument.IDEMPOTENCY_KEY),
                            arguments.get(Argument.EXCLUDE)));
        } catch (Refusal refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private void refuse(RoutingContext context, Principal principal, Refusal refusal) {
        authentication.refused(context, principal, refusal.code());
        HttpAnswers.refuse(context.response(), refusal);
    }
}
