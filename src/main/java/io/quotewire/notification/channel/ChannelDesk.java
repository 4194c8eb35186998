package io.quotewire.notification.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.notification.text.TextGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * Takes what services and administrators publish to channels, numbers it and announces it to every gateway. All of a channel
 * comes from here, one after another, and so in order. Nothing is kept. Confined to the event loop that starts it.
 */
public final class ChannelDesk {
    private final Vertx vertx;
    private final ChannelOrder order;
    private final TextGuard texts;
    private final Counter published;
    private final Counter repeated;
    private final Counter refused;

    /**
     * A desk that does not listen yet.
     *
     * @param vertx whose bus to listen on
     * @param epoch never the same for two desks of a cluster, nor for one after another
     * @param texts refuses what nobody may be shown
     * @param registry the process's meters
     */
    public ChannelDesk(Vertx vertx, String epoch, TextGuard texts, MeterRegistry registry) {
        this.vertx = vertx;
        this.texts = texts;
        order = new ChannelOrder(epoch);
        published = counter(registry, "published");
        repeated = counter(registry, "repeated");
        refused = counter(registry, "refused");
    }

    /**
     * Begins to listen.
     *
     * @param scope owns the consumer
     * @return succeeds when the cluster knows of it
     */
    public Future<Void> start(Scope scope) {
        return scope.consume(Address.CHANNEL_PUBLISH.text(), this::publish);
    }

    private void publish(Message<Object> message) {
        ChannelPublication publication;
        try {
            publication = PublicationCheck.read(message.body(), texts);
        } catch (MalformedMessageException malformed) {
            refused.increment();
            message.fail(FailureCode.BAD_MESSAGE.number(), malformed.getMessage());
            return;
        }
        Long before = order.answered(publication);
        if (before != null) {
            repeated.increment();
            message.reply(new JsonObject().put("seq", before));
            return;
        }
        ChannelMessage next = order.next(publication);
        vertx.eventBus().publish(Address.CHANNEL_MESSAGE.text(), next.toJson());
        published.increment();
        message.reply(new JsonObject().put("seq", next.seq()));
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("channel.publications")
                .description("What was published to channels, by what became of it")
                .tag("outcome", outcome)
                .register(registry);
    }
}
