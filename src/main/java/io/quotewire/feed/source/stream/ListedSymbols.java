package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.SubscriptionChunks;
import io.quotewire.feed.source.SymbolMap;
import io.vertx.core.json.JsonArray;
import java.util.List;

/**
 * A protocol by which symbols are subscribed and given back in the same words, so many in one message. Confined to the event
 * loop of its source.
 */
public abstract class ListedSymbols implements ExchangeProtocol {
    private final SymbolMap symbols;
    private final ExchangeTerms terms;
    private final int symbolsPerMessage;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     * @param terms the exchange's
     * @param symbolsPerMessage how many it takes at once
     */
    protected ListedSymbols(SymbolMap symbols, ExchangeTerms terms, int symbolsPerMessage) {
        this.symbols = symbols;
        this.terms = terms;
        this.symbolsPerMessage = symbolsPerMessage;
    }

    /**
     * The names.
     *
     * @return ours and theirs
     */
    protected final SymbolMap symbols() {
        return symbols;
    }

    /**
     * How some symbols are asked for, or given back.
     *
     * @param subscribing whether they are asked for
     * @param products the exchange's names of them
     * @return texts, in order
     */
    protected abstract List<String> messages(boolean subscribing, JsonArray products);

    @Override
    public final ExchangeTerms terms() {
        return terms;
    }

    @Override
    public final List<String> subscribe(List<String> wanted) {
        return messages(true, wanted);
    }

    @Override
    public final List<String> unsubscribe(List<String> unwanted) {
        return messages(false, unwanted);
    }

    private List<String> messages(boolean subscribing, List<String> ours) {
        List<String> theirs = ours.stream().map(symbols::product).toList();
        return SubscriptionChunks.of(theirs, symbolsPerMessage).stream()
                .flatMap(products -> messages(subscribing, new JsonArray(products)).stream())
                .toList();
    }
}
