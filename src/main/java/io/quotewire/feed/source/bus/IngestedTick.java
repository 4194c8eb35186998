package io.quotewire.feed.source.bus;

import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tick that a service has sent: an {@code update}'s data, of which {@code symbol} and one of {@code price}, {@code bid} and
 * {@code ask} are required. Decimals are strings, because a JSON number would not keep its digits. {@code seq}, where given, is the
 * service's own number of the symbol's ticks: it never falls. Not thread-safe.
 */
final class IngestedTick {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern SIGNED = Pattern.compile("-?" + DECIMAL.pattern());
    private static final Pattern ZERO = Pattern.compile("[0.]*");
    private static final Pattern SIDE = Pattern.compile("buy|sell");
    private static final Pattern TIME = Pattern.compile("[!-~]{1,40}");

    /** Why a tick is not taken. */
    record Refusal(String field, String text, SkipReason reason) {}

    private final Set<String> symbols;
    private final MarketEvent event = new MarketEvent();
    private @Nullable Refusal refusal;

    IngestedTick(Set<String> symbols) {
        this.symbols = Set.copyOf(symbols);
    }

    /**
     * Reads one.
     *
     * @return null if it is right, and {@link #event} holds it
     */
    @Nullable
    Refusal read(Object item) {
        refusal = null;
        event.clear();
        if (!(item instanceof JsonObject json)) {
            return new Refusal("", "must be an object", SkipReason.MALFORMED);
        }
        readSymbol(json);
        event.price = price(json, "price");
        event.bid = price(json, "bid");
        event.ask = price(json, "ask");
        if (refusal == null && event.price == null && event.bid == null && event.ask == null) {
            refuse("price", "is required where there is no bid and no ask", SkipReason.BAD_PRICE);
        }
        event.kind = event.price == null ? MarketEvent.Kind.QUOTE : MarketEvent.Kind.TRADE;
        event.size = matching(json, "size", DECIMAL, "a decimal as a string");
        event.volume = matching(json, "volume", DECIMAL, "a decimal as a string");
        event.change = matching(json, "change", SIGNED, "a decimal as a string");
        event.changePercent = matching(json, "changePercent", SIGNED, "a decimal as a string");
        event.side = matching(json, "side", SIDE, "\"buy\" or \"sell\"");
        event.time = matching(json, "time", TIME, "a string of at most 40 printable characters");
        readSequence(json);
        return refusal;
    }

    /** What was read; filled anew with the next. */
    MarketEvent event() {
        return event;
    }

    private void readSymbol(JsonObject json) {
        if (!(json.getValue("symbol") instanceof String symbol)) {
            refuse("symbol", "is required, a string", SkipReason.BAD_SYMBOL);
        } else if (!symbols.contains(symbol)) {
            refuse("symbol", "is none of this feed's", SkipReason.BAD_SYMBOL);
        } else {
            event.symbol = symbol;
        }
    }

    private void readSequence(JsonObject json) {
        Object sequence = json.getValue("seq");
        if (sequence instanceof Integer || sequence instanceof Long) {
            event.sequence = ((Number) sequence).longValue();
        }
        if (sequence != null && event.sequence < 0) {
            refuse("seq", "must be an integer, 0 or above", SkipReason.MALFORMED);
        }
    }

    private @Nullable String price(JsonObject json, String name) {
        String price = matching(json, name, DECIMAL, "a decimal above zero as a string", SkipReason.BAD_PRICE);
        if (price != null && ZERO.matcher(price).matches()) {
            refuse(name, "must be a decimal above zero as a string", SkipReason.BAD_PRICE);
        }
        return price;
    }

    private @Nullable String matching(JsonObject json, String name, Pattern pattern, String what) {
        return matching(json, name, pattern, what, SkipReason.MALFORMED);
    }

    private @Nullable String matching(JsonObject json, String name, Pattern pattern, String what, SkipReason reason) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && pattern.matcher(text).matches()) {
            return text;
        }
        refuse(name, "must be " + what, reason);
        return null;
    }

    /** The first thing that is wrong is enough. */
    private void refuse(String field, String text, SkipReason reason) {
        if (refusal == null) {
            refusal = new Refusal(field, text, reason);
        }
    }
}
