package io.quotewire.gateway.remote;

import io.quotewire.bus.Address;
import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.FailureCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Has messages published to channels by the verticle that numbers and keeps them, wherever in the cluster it is, and asks it for them
 * again. Futures complete on the caller's context and fail with a {@link Refusal} only. Where nobody answers within two seconds that is
 * {@link ErrorCode#TIMEOUT}, of what is kept {@link ErrorCode#STORE_UNAVAILABLE}. Stateless.
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
        return ask(Address.CHANNEL_PUBLISH, publication.toJson())
                .map(answer ->
                        new JsonObject().put("channel", publication.channel()).put("seq", answer.getLong("seq")))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /**
     * What is kept of a channel.
     *
     * @param query of which, and from where
     * @return it
     */
    public Future<ChannelHistory> history(ChannelQuery query) {
        return ask(Address.CHANNEL_HISTORY, query.toJson())
                .map(ChannelHistory::from)
                .recover(failure -> Future.failedFuture(unread(failure)));
    }

    /**
     * How far the numbering of channels has come.
     *
     * @param channels which
     * @return the positions
     */
    public Future<ChannelHeads> heads(List<String> channels) {
        return ask(Address.CHANNEL_HEADS, new ChannelHeadsQuery(channels).toJson())
                .map(ChannelHeads::from)
                .recover(failure -> Future.failedFuture(unread(failure)));
    }

    private Future<JsonObject> ask(Address address, JsonObject body) {
        return vertx.eventBus()
                .<JsonObject>request(address.text(), body, new DeliveryOptions().setSendTimeout(TIMEOUT_MS))
                .map(Message::body);
    }

    /** An answer that cannot be read, of another release perhaps, is a failure like others. */
    private static Refusal unread(Throwable failure) {
        return FailureCode.of(failure)
                .map(code -> switch (code) {
                    case BAD_MESSAGE -> Refusal.malformed("" + failure.getMessage());
                    case TIMEOUT, STORE_UNAVAILABLE ->
                        Refusal.of(ErrorCode.STORE_UNAVAILABLE, "the store is not available");
                    default -> Refusal.of(ErrorCode.INTERNAL, "what is kept could not be read");
                })
                .orElseGet(() -> Refusal.of(ErrorCode.INTERNAL, "what is kept could not be read"));
    }

    private static Refusal refusal(Throwable failure) {
        FailureCode code = FailureCode.of(failure).orElse(FailureCode.INTERNAL);
        return switch (code) {
            case BAD_MESSAGE -> Refusal.malformed("" + failure.getMessage());
            case TIMEOUT -> Refusal.of(ErrorCode.TIMEOUT, "nobody publishes to channels at the moment");
            case STORE_UNAVAILABLE -> Refusal.of(ErrorCode.STORE_UNAVAILABLE, "the store is not available");
            default -> Refusal.of(ErrorCode.INTERNAL, "the message could not be published");
        };
    }
}
