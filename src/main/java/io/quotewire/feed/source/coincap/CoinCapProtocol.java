package io.quotewire.feed.source.coincap;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.quotewire.feed.source.stream.StreamAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What CoinCap's price stream wants: everything in the address, nothing on the connection. The key, which version 3 needs,
 * goes in a header. There is no answer to a subscription: the first price is. Confined to the event loop of its source.
 */
public final class CoinCapProtocol implements ExchangeProtocol {
    /** The stream of version 3. */
    public static final String DEFAULT_URL = "wss://wss.coincap.io/prices";

    private static final ExchangeTerms TERMS = new ExchangeTerms(1_000, 60_000, 0, 0, true);

    private final SymbolMap symbols;
    private final @Nullable String apiKey;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     * @param apiKey the key, if there is one
     */
    public CoinCapProtocol(SymbolMap symbols, @Nullable String apiKey) {
        this.symbols = symbols;
        this.apiKey = apiKey;
    }

    @Override
    public MessageParser parser() {
        return new CoinCapParser(symbols);
    }

    @Override
    public ExchangeTerms terms() {
        return TERMS;
    }

    @Override
    public StreamAddress address(String base, List<String> wanted) {
        String ids = wanted.stream().map(symbols::product).collect(Collectors.joining(","));
        Map<String, String> headers = apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
        return new StreamAddress(base, headers).with("assets=" + ids);
    }

    @Override
    public List<String> subscribe(List<String> wanted) {
        return List.of();
    }

    @Override
    public List<String> unsubscribe(List<String> unwanted) {
        return List.of();
    }
}
