package io.quotewire.monitoring.admin;

import io.quotewire.bus.Address;
import io.quotewire.bus.CredentialAnswer;
import io.quotewire.bus.CredentialQuestion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;

/**
 * Asks the gateways over the bus: one of this node where there is one, so that credentials leave the process only where they
 * must. Stateless but for its bus.
 */
final class ClusterCommands {
    private static final long TIMEOUT_MS = 3_000;
    private final Vertx vertx;

    ClusterCommands(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whose a credential is; fails with what {@link AdminRefusal#of} takes. */
    Future<CredentialAnswer> verify(CredentialQuestion question) {
        return ask(Address.AUTH_VERIFY, question.toJson()).map(CredentialAnswer::from);
    }

    /** Has something done, and tells what came of it. */
    Future<JsonObject> ask(Address address, JsonObject body) {
        return request(address, body, true)
                .recover(failure -> vertx.isClustered() && isNobodyThere(failure)
                        ? request(address, body, false)
                        : Future.failedFuture(failure));
    }

    private Future<JsonObject> request(Address address, JsonObject body, boolean here) {
        DeliveryOptions options = new DeliveryOptions().setLocalOnly(here).setSendTimeout(TIMEOUT_MS);
        return vertx.eventBus()
                .<JsonObject>request(address.text(), body, options)
                .map(reply -> reply.body());
    }

    private static boolean isNobodyThere(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
