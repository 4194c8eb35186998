package io.quotewire.feed.source.polling;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream that does what the test says. */
final class PlayedStream implements Source {
    private final SourceSink sink;
    final SourceState state;
    private @Nullable Set<String> wanted;
    private boolean started;

    PlayedStream(SourceSink sink) {
        this.sink = sink;
        this.state = new SourceState("f", sink::stateChanged);
    }

    void trade(String symbol, String price) {
        MarketEvent event = new MarketEvent();
        event.symbol = symbol;
        event.price = price;
        sink.event(event);
    }

    @Override
    public void start() {
        started = true;
        if (wanted == null || !wanted.isEmpty()) {
            state.transitionTo(FeedState.CONNECTING, "connecting");
        }
    }

    @Override
    public Future<Void> stop() {
        state.stopped();
        return Future.succeededFuture();
    }

    @Override
    public FeedState state() {
        return state.current();
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public void want(Set<String> symbols) {
        wanted = symbols;
        if (symbols.isEmpty() && state() != FeedState.DISCONNECTED) {
            state.transitionTo(FeedState.DISCONNECTED, "no symbol is wanted");
        } else if (started && !symbols.isEmpty() && state() == FeedState.DISCONNECTED) {
            start();
        }
    }
}
