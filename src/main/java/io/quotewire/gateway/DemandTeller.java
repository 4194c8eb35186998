package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedDemand;
import io.quotewire.gateway.subscription.MarketGroup;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the feeds which symbols the clients of one event loop want: at once what is new, and everything again before it would be
 * forgotten. Who looks at all prices wants none in particular. Confined to that loop.
 */
final class DemandTeller {
    private final EventBus bus;
    private final QuoteBook book;

    DemandTeller(EventBus bus, QuoteBook book) {
        this.bus = bus;
        this.book = book;
    }

    /** Tells what is new; to be called often. */
    void flush() {
        List<String> news = List.of();
        for (MarketGroup group : book.groups()) {
            List<String> more = group.takeNewlyWanted();
            if (!more.isEmpty()) {
                news = news.isEmpty() ? new ArrayList<>() : news;
                news.addAll(more);
            }
        }
        tell(news);
    }

    /** Tells everything; to be called every {@link FeedDemand#RENEWAL_MS}. */
    void renew() {
        tell(book.topics().stream()
                .filter(QuoteTopic::isWanted)
                .map(QuoteTopic::symbol)
                .toList());
    }

    private void tell(List<String> symbols) {
        if (!symbols.isEmpty()) {
            bus.publish(Address.FEED_DEMAND.text(), FeedDemand.of(symbols).toJson());
        }
    }
}
