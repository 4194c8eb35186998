package io.quotewire.gateway.transport;

import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.StrictJson;
import io.quotewire.gateway.remote.NotificationRequests;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;

/** {@code /api/notifications}: publish, list, mark as read. Confined to one event loop. */
final class NotificationApi {
    private static final int MAX_LIST = 1_000;
    private final TransportServices services;
    private final HttpAuthentication authentication;
    private final NotificationRequests requests;

    NotificationApi(TransportServices services, HttpAuthentication authentication) {
        this.services = services;
        this.authentication = authentication;
        requests = services.notifications();
    }

    void mount(Router router) {
        BodyHandler body =
                BodyHandler.create(false).setBodyLimit(services.limits().maxMessageBytes());
        router.post("/api/notifications").handler(body).handler(context -> withUser(context, this::publish));
        router.get("/api/notifications").handler(context -> withUser(context, this::list));
        router.post("/api/notifications/:id/read").handler(context -> withUser(context, this::markRead));
    }

    private interface Work {
        void run(RoutingContext context, Principal principal);
    }

    private void withUser(RoutingContext context, Work work) {
        authentication.require(context, principal -> {
            try {
                work.run(context, principal);
            } catch (Refusal refusal) {
                authentication.refused(context, principal, refusal.code());
                HttpAnswers.refuse(context.response(), refusal);
            } catch (MalformedMessageException malformed) {
                Refusal refusal = Refusal.malformed("" + malformed.getMessage());
                authentication.refused(context, principal, refusal.code());
                HttpAnswers.refuse(context.response(), refusal);
            }
        });
    }

    private void publish(RoutingContext context, Principal principal) {
        services.policy().decide(principal, Action.NOTIFY).orRefuse();
        JsonObject body = StrictJson.object(
                context.body().buffer() == null
                        ? new byte[0]
                        : context.body().buffer().getBytes());
        answer(context, principal, 201, requests.publish(NotificationRequest.from(body)));
    }

    /** All that are kept, oldest first; with {@code ?limit=} the newest of them. */
    private void list(RoutingContext context, Principal principal) {
        requireOwn(principal);
        String user = Objects.requireNonNull(principal.userId());
        NotificationQuery query = NotificationQuery.newest(user, limit(context));
        answer(context, principal, 200, requests.history(query).map(NotificationHistory::toJson));
    }

    private void markRead(RoutingContext context, Principal principal) {
        requireOwn(principal);
        String user = Objects.requireNonNull(principal.userId());
        answer(context, principal, 200, requests.markRead(new NotificationRead(user, context.pathParam("id"))));
    }

    private void requireOwn(Principal principal) {
        services.policy()
                .decide(principal, ChannelAction.HISTORY, new ChannelName(ChannelName.NOTIFICATIONS, null))
                .orRefuse();
    }

    private static int limit(RoutingContext context) {
        String text = context.request().getParam("limit");
        try {
            int limit = text == null ? MAX_LIST : Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIST) {
                return limit;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw Refusal.badField("limit", "must be an integer from 1 to " + MAX_LIST);
    }

    private void answer(RoutingContext context, Principal principal, int status, Future<JsonObject> asked) {
        asked.onSuccess(answer -> HttpAnswers.json(context.response(), status, answer))
                .onFailure(failure -> {
                    Refusal refusal = (Refusal) failure;
                    authentication.refused(context, principal, refusal.code());
                    HttpAnswers.refuse(context.response(), refusal);
                });
    }
}
