package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.StrictJson;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.Optional;

/** {@code /api/notifications}: publish, list, mark as read. Asks the notification verticle over the bus. */
final class NotificationApi {
    private static final long TIMEOUT_MS = 2_000;
    private final TransportServices services;
    private final HttpAuthentication authentication;

    NotificationApi(TransportServices services, HttpAuthentication authentication) {
        this.services = services;
        this.authentication = authentication;
    }

    void mount(Router router) {
        BodyHandler body =
                BodyHandler.create(false).setBodyLimit(services.limits().maxMessageBytes());
        router.post("/api/notifications").handler(body).handler(context -> withUser(context, this::publish));
        router.get("/api/notifications").handler(context -> withUser(context, this::list));
        router.post("/api/notifications/:id/read").handler(context -> withUser(context, this::markRead));
    }

    private interface Action {
        void run(RoutingContext context, Principal principal);
    }

    private void withUser(RoutingContext context, Action action) {
        authentication.require(context, principal -> {
            try {
                action.run(context, principal);
            } catch (Refusal refusal) {
                HttpAnswers.refuse(context.response(), refusal);
            } catch (MalformedMessageException malformed) {
                HttpAnswers.refuse(
                        context.response(), Refusal.badField(malformed.field(), "" + malformed.getMessage()));
            }
        });
    }

    private void publish(RoutingContext context, Principal principal) {
        if (principal.role() != UserRole.ADMIN && principal.role() != UserRole.SUPER_ADMIN) {
            throw Refusal.of(ErrorCode.FORBIDDEN, "publishing needs the role ADMIN");
        }
        JsonObject body = StrictJson.object(
                context.body().buffer() == null
                        ? new byte[0]
                        : context.body().buffer().getBytes());
        ask(
                context,
                Address.NOTIFICATIONS_PUBLISH,
                NotificationRequest.from(body).toJson(),
                201);
    }

    private void list(RoutingContext context, Principal principal) {
        String user = Objects.requireNonNull(principal.userId());
        ask(context, Address.NOTIFICATIONS_HISTORY, new NotificationQuery(user, null, null, null, null).toJson(), 200);
    }

    private void markRead(RoutingContext context, Principal principal) {
        String user = Objects.requireNonNull(principal.userId());
        ask(context, Address.NOTIFICATIONS_READ, new NotificationRead(user, context.pathParam("id")).toJson(), 200);
    }

    private void ask(RoutingContext context, Address address, JsonObject body, int status) {
        services.vertx()
                .eventBus()
                .<JsonObject>request(address.text(), body, new DeliveryOptions().setSendTimeout(TIMEOUT_MS))
                .map(Message::body)
                .onSuccess(answer -> HttpAnswers.json(context.response(), status, answer))
                .onFailure(failure -> HttpAnswers.refuse(context.response(), refusal(failure)));
    }

    private static Refusal refusal(Throwable failure) {
        Optional<FailureCode> code = FailureCode.of(failure);
        if (code.isEmpty()) {
            return Refusal.of(ErrorCode.INTERNAL, "the notification could not be handled");
        }
        return switch (code.get()) {
            case BAD_MESSAGE -> Refusal.of(ErrorCode.BAD_MESSAGE, "" + failure.getMessage());
            case FORBIDDEN -> Refusal.of(ErrorCode.FORBIDDEN, "" + failure.getMessage());
            case NOT_FOUND -> Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "" + failure.getMessage());
            case TIMEOUT, STORE_UNAVAILABLE -> Refusal.of(ErrorCode.STORE_UNAVAILABLE, "the store is not available");
            default -> Refusal.of(ErrorCode.INTERNAL, "the notification could not be handled");
        };
    }
}
