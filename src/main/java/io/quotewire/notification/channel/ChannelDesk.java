package io.quotewire.notification.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.notification.store.ChannelRules;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.Numbered;
import io.quotewire.notification.text.TextGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.function.BiConsumer;

/**
 * Takes what services and administrators publish to channels, has the store number it, and keep it where its channel is kept, replies,
 * and announces it to every gateway. Confined to the event loop that starts it.
 */
public final class ChannelDesk {
    private final Vertx vertx;
    private final ChannelStore store;
    private final ChannelRules rules;
    private final Clock clock;
    private final TextGuard texts;
    private final Counter published;
    private final Counter repeated;
    private final Counter refused;
    private final Counter unavailable;

    /**
     * A desk that does not listen yet.
     *
     * @param vertx whose bus to listen on
     * @param store numbers and keeps
     * @param rules which channels are kept
     * @param clock the time
     * @param texts refuses what nobody may be shown
     * @param registry the process's meters
     */
    public ChannelDesk(
            Vertx vertx, ChannelStore store, ChannelRules rules, Clock clock, TextGuard texts, MeterRegistry registry) {
        this.vertx = vertx;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.texts = texts;
        published = counter(registry, "published");
        repeated = counter(registry, "repeated");
        refused = counter(registry, "refused");
        unavailable = counter(registry, "unavailable");
    }

    /**
     * Begins to listen.
     *
     * @param scope owns the consumer
     * @param refuse tells whoever asked why it was not done
     * @return succeeds when the cluster knows of it
     */
    public Future<Void> start(Scope scope, BiConsumer<Message<Object>, Throwable> refuse) {
        return scope.<Object>consume(
                Address.CHANNEL_PUBLISH.text(),
                message -> Future.succeededFuture(message.body())
                        .map(body -> PublicationCheck.read(body, texts))
                        .compose(this::publish)
                        .onSuccess(numbered -> message.reply(new JsonObject().put("seq", numbered.seq())))
                        .onFailure(failure -> {
                            count(failure);
                            refuse.accept(message, failure);
                        }));
    }

    private Future<Numbered> publish(ChannelPublication publication) {
        return store.append(publication, clock.instant()).onSuccess(numbered -> {
            (numbered.repeated() ? repeated : published).increment();
            if (!numbered.repeated()) {
                announce(publication, numbered);
            }
        });
    }

    private void announce(ChannelPublication publication, Numbered numbered) {
        boolean kept = rules.of(publication.channel()).keep();
        ChannelMessage message = ChannelMessage.of(publication, numbered.epoch(), numbered.seq(), kept);
        vertx.eventBus().publish(Address.CHANNEL_MESSAGE.text(), message.toJson());
    }

    private void count(Throwable failure) {
        if (failure instanceof MalformedMessageException) {
            refused.increment();
        } else if (FailureCode.of(failure)
                .filter(FailureCode.STORE_UNAVAILABLE::equals)
                .isPresent()) {
            unavailable.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("channel.publications")
                .description("What was published to channels, by what became of it")
                .tag("outcome", outcome)
                .register(registry);
    }
}
