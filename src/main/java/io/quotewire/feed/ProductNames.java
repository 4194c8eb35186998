package io.quotewire.feed;

import io.quotewire.feed.source.Symbols;
import io.quotewire.kit.config.Kind;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The value of {@code symbolMap}: an exchange's names of products by our symbols. */
final class ProductNames {
    private static final String PRODUCT_FORM = "[A-Za-z0-9][A-Za-z0-9/._-]{0,63}";

    private ProductNames() {}

    static Kind<Map<String, String>> kind() {
        return Kind.of(
                "an object of symbols such as \"BTC-USD\" and the exchange's names for them, each name once",
                ProductNames::read);
    }

    private static Optional<Map<String, String>> read(Object raw) {
        if (!(raw instanceof JsonObject json)) {
            return Optional.empty();
        }
        Map<String, String> products = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : json) {
            if (!Symbols.isSymbol(entry.getKey())
                    || !(entry.getValue() instanceof String product)
                    || !product.matches(PRODUCT_FORM)) {
                return Optional.empty();
            }
            products.put(entry.getKey(), product);
        }
        boolean unique = new HashSet<>(products.values()).size() == products.size();
        return unique ? Optional.of(products) : Optional.empty();
    }
}
