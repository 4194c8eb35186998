package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.FeedDemand;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.presence.Roll;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.remote.NotificationRequests;
import io.quotewire.gateway.remote.ServiceCalls;
import io.quotewire.gateway.session.ChannelServices;
import io.quotewire.gateway.session.Clock;
import io.quotewire.gateway.session.MessageCounters;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.Firehose;
import io.quotewire.gateway.subscription.Inboxes;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteListener;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * What the clients of one event loop get, and where it comes from: prices, notifications, channels. Confined to that loop.
 */
final class LoopLanes {
    private static final long FLUSH_MS = 20;
    private static final long COMPARE_MS = 5_000;

    /** Between the parts of a frame for very many. */
    private static final long PAUSE_MS = 1;

    private final SharedByLoops shared;
    private final int index;
    private final Scope scope;
    private final Clock clock;
    private final Messages messages;
    private final QuoteBook book;
    private final Fanout fanout;
    private final Firehose firehose;
    private final NotificationRequests notifications;
    private final Inboxes inboxes;
    private final ServiceCalls calls;
    private final MessageCounters counters;
    private final ChannelServices channels;
    private final MarketIntake intake;
    private final DemandTeller demand;
    private final List<LaneMeter> meters;

    /**
     * LoopLanes on which nothing comes yet.
     *
     * @param vertx whose bus
     * @param context the event loop's
     * @param scope owns the timers and what {@link #listen} registers
     * @param shared what all loops have in common
     * @param index which of them
     * @param clock the time
     */
    LoopLanes(Vertx vertx, Context context, Scope scope, SharedByLoops shared, int index, Clock clock) {
        this.shared = shared;
        this.index = index;
        this.scope = scope;
        this.clock = clock;
        messages = new Messages(clock.wallMs());
        book = new QuoteBook(
                new QuoteListener() {
                    @Override
                    public void onTick(QuoteTopic topic, Tick tick) {
                        carry(topic, tick);
                    }

                    @Override
                    public void onStatus(QuoteTopic topic, SymbolStatus status) {
                        fanout().note(topic, status);
                    }
                },
                clock.steadyMs());
        fanout = new Fanout(messages, clock.steadyMs());
        firehose = new Firehose(messages, book, task -> scope.after(PAUSE_MS, task));
        notifications = new NotificationRequests(vertx);
        inboxes = new Inboxes(messages, notifications, clock.steadyMs());
        calls = new ServiceCalls(vertx, shared.registry());
        counters = new MessageCounters(shared.registry());
        Roll roll = new Roll(shared.presence(), context, shared.options().policy(), messages);
        channels = ChannelServices.of(vertx, shared.options().policy(), messages, counters, roll, clock.steadyMs());
        intake = new MarketIntake(
                context,
                Address.gatewayLoop(shared.node(), index),
                book,
                fanout,
                firehose,
                clock.steadyMs(),
                shared.options().lingerSeconds() * 1000L);
        demand = new DemandTeller(vertx.eventBus(), book);
        meters = List.of(
                new LaneMeter(shared.registry(), "prices", fanout.ledger()),
                new LaneMeter(shared.registry(), "all", firehose.ledger()));
    }

    /** Sends at their times what waits. The loops send their frames of all prices one after another: at once they would be in
     * each other's way. */
    void keepTime() {
        scope.every(FLUSH_MS, () -> {
            inboxes.flush();
            channels.subscriptions().flush();
            intake.flush();
            fanout.flush();
            demand.flush();
        });
        scope.every(FeedDemand.RENEWAL_MS, demand::renew);
        scope.every(COMPARE_MS, () -> {
            inboxes.compare();
            channels.subscriptions().compare();
        });
        int intervalMs = shared.options().priceIntervalMs();
        scope.after(1 + (long) intervalMs * index / shared.loops(), () -> scope.every(intervalMs, firehose::flush));
    }

    /**
     * Begins to hear what there is.
     *
     * @return succeeds when the cluster knows of it
     */
    Future<Void> listen() {
        return intake.listen(scope)
                .compose(heard -> scope.consume(
                        Address.CHANNEL_MESSAGE.text(),
                        Bodies.json(channels.subscriptions()::read),
                        channels.subscriptions()::published))
                .compose(heard -> scope.consume(
                        Address.NOTIFICATIONS_STORED.text(), Bodies.json(inboxes::read), inboxes::stored));
    }

    /** To be called about every second. */
    void tick() {
        pushMeters();
        intake.tick(clock.wallMs().getAsLong());
    }

    void pushMeters() {
        meters.forEach(LaneMeter::push);
        counters.push();
    }

    /** Hears nothing any more; the scope's is its owner's to close. */
    Future<Void> close() {
        return intake.close();
    }

    private void carry(QuoteTopic topic, Tick tick) {
        fanout.note(topic, tick);
        firehose.note(topic, tick);
        // What a group brings while it is being opened is as old as it is, and so is what digests bring.
        if (topic.group().isLive() && fanout.subscriptions() + firehose.members() > 0) {
            shared.gauges().latency(clock.wallMs().getAsLong() * 1000 - tick.tsMicros());
        }
    }

    Messages messages() {
        return messages;
    }

    QuoteBook book() {
        return book;
    }

    Fanout fanout() {
        return fanout;
    }

    Firehose firehose() {
        return firehose;
    }

    NotificationRequests notifications() {
        return notifications;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    ServiceCalls calls() {
        return calls;
    }

    MessageCounters counters() {
        return counters;
    }

    ChannelServices channels() {
        return channels;
    }

    MarketIntake intake() {
        return intake;
    }
}
