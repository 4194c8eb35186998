package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/**
 * Somebody listens on {@link Address#quotes} of these symbols. It holds for {@link #LEASE_MS}, so it is said again every
 * {@link #RENEWAL_MS} while it lasts. Immutable.
 *
 * @param symbols which
 */
public record QuoteInterest(List<String> symbols) {
    /** How long it holds, milliseconds. */
    public static final long LEASE_MS = 15_000;

    /** How often it is to be said again, milliseconds. */
    public static final long RENEWAL_MS = 5_000;

    /** Copies the list. */
    public QuoteInterest {
        symbols = List.copyOf(symbols);
    }

    /**
     * The interest in some symbols.
     *
     * @param symbols which
     * @return the message
     */
    public static QuoteInterest in(Collection<String> symbols) {
        return new QuoteInterest(List.copyOf(symbols));
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("symbols", new JsonArray(symbols));
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static QuoteInterest from(JsonObject json) {
        return new QuoteInterest(new Fields(json).texts("symbols"));
    }
}
