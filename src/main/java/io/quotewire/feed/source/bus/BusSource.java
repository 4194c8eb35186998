package io.quotewire.feed.source.bus;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * Takes the ticks that other services send, one or a list in a request, and answers with how many were taken and which were not, and
 * why. Taken means that a tick has the right form; then the same checks follow as for every feed. Confined to the event loop that made
 * it.
 */
public final class BusSource implements Source {
    /** The longest list. */
    static final int MAX_TICKS = 1_000;

    private final SourceSink sink;
    private final SourceState state;
    private final Scope scope;
    private final IngestedTick tick;

    /**
     * A source that takes nothing yet.
     *
     * @param vertx where it runs
     * @param feed the feed's name
     * @param symbols those that may be sent
     * @param sink what it reports to
     */
    public BusSource(Vertx vertx, String feed, List<String> symbols, SourceSink sink) {
        this.sink = sink;
        this.state = new SourceState(feed, sink::stateChanged);
        this.scope = new Scope(vertx);
        this.tick = new IngestedTick(Set.copyOf(symbols));
    }

    @Override
    public void start() {
        state.transitionTo(FeedState.CONNECTING, "registering on " + Address.FEED_INGEST.text());
        sink.numberingRestarted();
        scope.<Object>consume(Address.FEED_INGEST.text(), this::ingest).onComplete(registered -> {
            if (scope.consumers() == 0) {
                return;
            }
            if (registered.succeeded()) {
                state.transitionTo(FeedState.CONNECTED, "listening on " + Address.FEED_INGEST.text());
            } else {
                state.transitionTo(
                        FeedState.FAILED, "connect: " + registered.cause().getMessage());
            }
        });
    }

    @Override
    public Future<Void> stop() {
        return scope.close().onComplete(done -> state.stopped());
    }

    @Override
    public FeedState state() {
        return state.current();
    }

    @Override
    public int held() {
        return scope.consumers() + scope.timers();
    }

    private void ingest(Message<Object> message) {
        JsonArray items;
        if (message.body() instanceof JsonArray list) {
            items = list;
        } else if (message.body() instanceof JsonObject one) {
            items = new JsonArray().add(one);
        } else {
            message.fail(FailureCode.BAD_MESSAGE.number(), "the body must be a tick or a list of ticks");
            return;
        }
        if (items.size() > MAX_TICKS) {
            message.fail(FailureCode.BAD_MESSAGE.number(), "the list must not have more than " + MAX_TICKS + " ticks");
            return;
        }
        JsonArray refused = new JsonArray();
        for (int i = 0; i < items.size(); i++) {
            sink.received();
            IngestedTick.Refusal refusal = tick.read(items.getValue(i));
            if (refusal == null) {
                sink.event(tick.event());
            } else {
                sink.skipped(refusal.reason());
                refused.add(new JsonObject()
                        .put("index", i)
                        .put("field", refusal.field())
                        .put("message", refusal.text()));
            }
        }
        message.reply(
                new JsonObject().put("taken", items.size() - refused.size()).put("refused", refused));
    }
}
