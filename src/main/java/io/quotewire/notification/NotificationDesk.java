package io.quotewire.notification;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredPosition;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.metrics.Meters;
import io.quotewire.notification.DeskFigures.Outcome;
import io.quotewire.notification.channel.ChannelDesk;
import io.quotewire.notification.channel.PublicationCheck;
import io.quotewire.notification.store.Acknowledged;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.ChannelRules;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreHealth;
import io.quotewire.notification.text.TextGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests over the bus, has the store keep them, replies, and only then announces. Confined to the event loop
 * that made it.
 */
final class NotificationDesk {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationDesk.class);
    private static final long TIDY_PERIOD_MS = 5_000;

    private final Vertx vertx;
    private final String node;
    private final NotificationStore store;
    private final ChannelRules channels;
    private final Clock clock;
    private final Scope scope;
    private final TextGuard texts;
    private final DeskFigures figures = new DeskFigures(Meters.registry());

    /**
     * A desk that does not listen yet.
     *
     * @param vertx whose bus to listen on
     * @param node this node's id
     * @param store keeps everything; closed with the desk
     * @param channels which channels are kept
     * @param clock the time
     * @param texts refuses what nobody may be shown
     */
    NotificationDesk(
            Vertx vertx, String node, NotificationStore store, ChannelRules channels, Clock clock, TextGuard texts) {
        this.vertx = vertx;
        this.node = node;
        this.store = store;
        this.channels = channels;
        this.clock = clock;
        this.texts = texts;
        this.scope = new Scope(vertx);
    }

    Future<Void> start() {
        scope.every(
                TIDY_PERIOD_MS,
                () -> store.tidy(clock.instant())
                        .onFailure(failure -> LOG.atDebug()
                                .addKeyValue("reason", failure.getMessage())
                                .log("store not tidied")));
        return Future.all(List.of(
                        consume(
                                Address.NOTIFICATIONS_PUBLISH,
                                body -> RequestChecks.publish(body, texts),
                                this::publish),
                        consume(Address.NOTIFICATIONS_HISTORY, RequestChecks::history, this::history),
                        consume(Address.NOTIFICATIONS_HEADS, RequestChecks::heads, this::heads),
                        consume(Address.NOTIFICATIONS_ACK, RequestChecks::acknowledge, this::acknowledge),
                        consume(Address.NOTIFICATIONS_READ, RequestChecks::read, this::markRead),
                        channelDesk().start(scope, this::refuse),
                        consume(Address.CHANNEL_HISTORY, PublicationCheck::history, this::channelHistory),
                        consume(Address.CHANNEL_HEADS, PublicationCheck::heads, this::channelHeads),
                        scope.consume(Address.verticleStatus(VerticleKind.NOTIFICATION, node), this::replyStatus)))
                .<Void>mapEmpty()
                .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
    }

    private ChannelDesk channelDesk() {
        return new ChannelDesk(vertx, store.channels(), channels, clock, texts, Meters.registry());
    }

    /** Unregisters first: what the store was asked before is still done and answered. */
    Future<Void> close() {
        return scope.close().transform(unregistered -> store.close());
    }

    private <R> Future<Void> consume(Address address, Function<JsonObject, R> reader, Function<R, Future<Done>> work) {
        return scope.<Object>consume(address.text(), message -> serve(message, reader, work));
    }

    /**
     * What to tell whom.
     *
     * @param outcome for the figures
     * @param reply for who asked
     * @param afterwards for everybody else, once the reply is on its way
     */
    private record Done(Outcome outcome, JsonObject reply, Runnable afterwards) {}

    private <R> void serve(Message<Object> message, Function<JsonObject, R> reader, Function<R, Future<Done>> work) {
        Future.succeededFuture(message.body())
                .map(Bodies::object)
                .map(reader)
                .compose(work)
                .onSuccess(done -> {
                    figures.count(done.outcome());
                    message.reply(done.reply());
                    done.afterwards().run();
                })
                .onFailure(failure -> refuse(message, failure));
    }

    private Future<Done> publish(NotificationRequest request) {
        return store.append(request, clock.instant()).map(this::published);
    }

    private Done published(Appended appended) {
        JsonObject reply = new StoredPosition(
                        appended.notification().id(), appended.notification().seq())
                .toJson();
        if (appended.repeated()) {
            return new Done(Outcome.REPEATED, reply, () -> {});
        }
        JsonObject stored = appended.notification().toJson();
        return new Done(
                Outcome.STORED, reply, () -> vertx.eventBus().publish(Address.NOTIFICATIONS_STORED.text(), stored));
    }

    private Future<Done> history(NotificationQuery query) {
        return store.history(query, clock.instant())
                .map(history -> new Done(Outcome.ANSWERED, history.toJson(), () -> {}));
    }

    private Future<Done> heads(NotificationHeadsQuery query) {
        return store.heads(query).map(heads -> new Done(Outcome.ANSWERED, heads.toJson(), () -> {}));
    }

    private Future<Done> channelHistory(ChannelQuery query) {
        return store.channels()
                .history(query, clock.instant())
                .map(history -> new Done(Outcome.ANSWERED, history.toJson(), () -> {}));
    }

    private Future<Done> channelHeads(ChannelHeadsQuery query) {
        return store.channels().heads(query).map(heads -> new Done(Outcome.ANSWERED, heads.toJson(), () -> {}));
    }

    private Future<Done> acknowledge(NotificationAck ack) {
        return store.acknowledge(ack, clock.instant())
                .map(acknowledged -> new Done(
                        Outcome.ANSWERED,
                        new JsonObject().put("seq", acknowledged.seq()),
                        () -> announceReceipts(acknowledged)));
    }

    private void announceReceipts(Acknowledged acknowledged) {
        figures.countReceipts(acknowledged.receipts().size());
        acknowledged
                .receipts()
                .forEach(receipt -> vertx.eventBus().publish(Address.NOTIFICATIONS_RECEIPT.text(), receipt.toJson()));
    }

    private Future<Done> markRead(NotificationRead read) {
        return store.markRead(read)
                .compose(found -> found
                        ? Future.succeededFuture(
                                new Done(Outcome.ANSWERED, new JsonObject().put("id", read.id()), () -> {}))
                        : Future.failedFuture(
                                FailureCode.NOT_FOUND.toException("no such notification is kept for this user")));
    }

    private void refuse(Message<Object> message, Throwable failure) {
        if (failure instanceof MalformedMessageException) {
            figures.count(Outcome.REFUSED);
            message.fail(FailureCode.BAD_MESSAGE.number(), failure.getMessage());
        } else if (failure instanceof ReplyException refusal) {
            boolean unavailable = refusal.failureCode() == FailureCode.STORE_UNAVAILABLE.number();
            figures.count(unavailable ? Outcome.UNAVAILABLE : Outcome.REFUSED);
            message.fail(refusal.failureCode(), refusal.getMessage());
        } else {
            String reference = UUID.randomUUID().toString();
            figures.count(Outcome.FAILED);
            LOG.atError().setCause(failure).addKeyValue("reference", reference).log("notification request failed");
            message.fail(FailureCode.INTERNAL.number(), "reference " + reference);
        }
    }

    private void replyStatus(Message<Object> message) {
        store.health()
                .onSuccess(health -> message.reply(new JsonObject()
                        .put("kind", VerticleKind.NOTIFICATION.text())
                        .put("node", node)
                        .put("healthy", true)
                        .put("checks", checks(health))
                        .put(
                                "figures",
                                figures.toJson().put("timers", scope.timers()).put("consumers", scope.consumers()))
                        .put("addresses", new JsonObject())));
    }

    private static JsonObject checks(StoreHealth health) {
        JsonObject checks = new JsonObject().put("store", check(health.ok(), health.text()));
        Boolean redis = health.redis();
        return redis == null ? checks : checks.put("redis", check(redis, redis ? "answers" : "does not answer"));
    }

    private static JsonObject check(boolean ok, String text) {
        return new JsonObject().put("ok", ok).put("text", text);
    }
}
