package io.quotewire.gateway.remote;

import io.quotewire.bus.Address;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.FailureCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;

/**
 * Has messages published to channels by the verticle that numbers them, wherever in the cluster it is. Futures complete on the
 * caller's context and fail with a {@link Refusal} only: {@link ErrorCode#TIMEOUT} where nobody answers within two seconds.
 * Stateless.
 */
public final class ChannelRequests {
    private static final long TIMEOUT_MS = 2_000;
    private final Vertx vertx;

    /**
     * Requests over a bus.
     *
     * @param vertx whose
     */
    public ChannelRequests(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Has one announced.
     *
     * @param publication what, to a channel that they may publish to
     * @return the channel and the message's place in it, as JSON
     */
    public Future<JsonObject> publish(ChannelPublication publication) {
        return vertx.eventBus()
                .<JsonObject>request(
                        Address.CHANNEL_PUBLISH.text(),
                        publication.toJson(),
                        new DeliveryOptions().setSendTimeout(TIMEOUT_MS))
                .map(answer -> new JsonObject()
                        .put("channel", publication.channel())
                        .put("seq", answer.body().getLong("seq")))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private static Refusal refusal(Throwable failure) {
        FailureCode code = FailureCode.of(failure).orElse(FailureCode.INTERNAL);
        return switch (code) {
            case BAD_MESSAGE -> Refusal.malformed("" + failure.getMessage());
            case TIMEOUT -> Refusal.of(ErrorCode.TIMEOUT, "nobody publishes to channels at the moment");
            default -> Refusal.of(ErrorCode.INTERNAL, "the message could not be published");
        };
    }
}
