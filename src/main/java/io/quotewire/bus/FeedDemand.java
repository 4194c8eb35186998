package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/**
 * Some of a gateway's clients want prices of these symbols. It holds for {@link #LEASE_MS}, so it is said again every
 * {@link #RENEWAL_MS} while it lasts, and at once when there is a new one. Immutable.
 *
 * @param symbols which
 */
public record FeedDemand(List<String> symbols) {
    /** How long it holds, milliseconds. */
    public static final long LEASE_MS = 15_000;

    /** How often it is to be said again, milliseconds. */
    public static final long RENEWAL_MS = 5_000;

    /** Copies the list. */
    public FeedDemand {
        symbols = List.copyOf(symbols);
    }

    /**
     * The demand for some symbols.
     *
     * @param symbols which
     * @return the message
     */
    public static FeedDemand of(Collection<String> symbols) {
        return new FeedDemand(List.copyOf(symbols));
    }

    /**
     * As the body of {@link Address#FEED_DEMAND}.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("symbols", new JsonArray(symbols));
    }

    /**
     * Reads a body of {@link Address#FEED_DEMAND}.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static FeedDemand from(JsonObject json) {
        return new FeedDemand(new Fields(json).texts("symbols"));
    }
}
