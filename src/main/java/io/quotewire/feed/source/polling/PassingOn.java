package io.quotewire.feed.source.polling;

import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;

/** Passes on all that it is told of the market. Confined to one event loop. */
abstract class PassingOn implements EventSink {
    private final EventSink next;

    PassingOn(EventSink next) {
        this.next = next;
    }

    @Override
    public void event(MarketEvent event) {
        next.event(event);
    }

    @Override
    public void skipped(SkipReason reason) {
        next.skipped(reason);
    }

    @Override
    public void notice(ExchangeNotice notice) {
        next.notice(notice);
    }

    @Override
    public void halted(String symbol, boolean halted) {
        next.halted(symbol, halted);
    }
}
