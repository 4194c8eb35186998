package io.quotewire.feed.source;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How an exchange calls our symbols: a rule, and what the configuration says otherwise. A product that is mapped to another
 * symbol than its own, such as BTCUSDT to BTC-USD, is an alias; there is none that nobody configured. Confined to the event
 * loop of its source.
 */
public final class SymbolMap {
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<String, String> products;
    private final UnaryOperator<String> productRule;
    private final UnaryOperator<String> symbolRule;
    /** By product. */
    private final Map<String, String> symbols = new HashMap<>();

    /**
     * A map.
     *
     * @param products the exchange's names by symbol, where they are not what the rule says
     * @param productRule makes a product of a symbol
     * @param symbolRule makes a symbol of a product; what is none if it cannot
     */
    public SymbolMap(
            Map<String, String> products, UnaryOperator<String> productRule, UnaryOperator<String> symbolRule) {
        this.products = Map.copyOf(products);
        this.productRule = productRule;
        this.symbolRule = symbolRule;
        products.forEach((symbol, product) -> symbols.put(product, symbol));
    }

    /**
     * For an exchange that has our form.
     *
     * @param products where its names are others all the same
     * @return a map
     */
    public static SymbolMap same(Map<String, String> products) {
        return new SymbolMap(products, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * What the exchange calls a symbol. Its messages about that product are then this symbol's, whatever the rule says.
     *
     * @param symbol such as BTC-USD
     * @return the product's name
     */
    public String product(String symbol) {
        String given = products.get(symbol);
        String product = given == null ? productRule.apply(symbol) : given;
        if (symbols.size() < MAX_REMEMBERED) {
            symbols.putIfAbsent(product, symbol);
        }
        return product;
    }

    /**
     * The symbol of a product.
     *
     * @param product as the exchange names it
     * @return the symbol; what is none if the product cannot be understood
     */
    public String symbol(String product) {
        String known = symbols.get(product);
        if (known != null) {
            return known;
        }
        String symbol = symbolRule.apply(product);
        if (symbols.size() < MAX_REMEMBERED) {
            symbols.put(product, symbol);
        }
        return symbol;
    }
}
