package io.quotewire.notification.store;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The channels of a store that one node has to itself: those that are kept are in its ledger, the others are numbered in memory, at
 * once. Confined to the store's context.
 */
public final class LocalChannels implements ChannelStore {
    private final ChannelRules rules;
    private final ChannelOrder order;
    private final Work work;

    /** Has something done with the ledger, in the order of the calls. */
    public interface Work {
        /**
         * Does it.
         *
         * @param <T> what it results in
         * @param task what is to be done
         * @return its result, once it is kept
         */
        <T> Future<T> on(Function<ChannelLedger, T> task);
    }

    /**
     * Over a ledger.
     *
     * @param rules which channels are kept
     * @param epoch what the epochs of the others begin with: never the same for two that number, nor for one after another
     * @param work leads to the ledger
     */
    public LocalChannels(ChannelRules rules, String epoch, Work work) {
        this.rules = rules;
        this.work = work;
        order = new ChannelOrder(epoch);
    }

    @Override
    public Future<Numbered> append(ChannelPublication publication, Instant now) {
        return rules.of(publication.channel()).keep()
                ? work.on(ledger -> ledger.append(publication, now))
                : Future.succeededFuture(order.append(publication));
    }

    @Override
    public Future<ChannelHistory> history(ChannelQuery query, Instant now) {
        return rules.of(query.channel()).keep()
                ? work.on(ledger -> ledger.history(query, now))
                : Future.succeededFuture(ChannelHistory.notKept(query, order.head(query.channel())));
    }

    @Override
    public Future<ChannelHeads> heads(ChannelHeadsQuery query) {
        Map<String, ChannelHead> heads = new HashMap<>();
        List<String> kept =
                query.channels().stream().filter(name -> rules.of(name).keep()).toList();
        query.channels().forEach(name -> heads.put(name, order.head(name)));
        if (kept.isEmpty()) {
            return Future.succeededFuture(new ChannelHeads(heads));
        }
        return work.on(ledger -> {
            kept.forEach(name -> heads.put(name, ledger.head(name)));
            return new ChannelHeads(heads);
        });
    }
}
