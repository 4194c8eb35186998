package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a feed says of itself. Immutable.
 *
 * @param publisher the feed verticle that runs it
 * @param feed the feed's name in the configuration
 * @param source what its ticks carry as {@code source}
 * @param simulated its prices are made up
 * @param state where it stands
 * @param reason why it came there
 * @param sinceMs since when, epoch milliseconds
 * @param symbols those it is configured for or has seen
 */
public record FeedStatus(
        String publisher,
        String feed,
        String source,
        boolean simulated,
        FeedState state,
        String reason,
        long sinceMs,
        List<String> symbols) {
    /** Copies the list. */
    public FeedStatus {
        symbols = List.copyOf(symbols);
    }

    /**
     * As the body of {@link Address#FEED_STATUS}.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject()
                .put("publisher", publisher)
                .put("feed", feed)
                .put("source", source)
                .put("simulated", simulated)
                .put("state", state.name())
                .put("reason", reason)
                .put("sinceMs", sinceMs)
                .put("symbols", new JsonArray(List.copyOf(symbols)));
    }

    /**
     * Reads a body of {@link Address#FEED_STATUS}.
     *
     * @param json the body
     * @return the status
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static FeedStatus from(JsonObject json) {
        Fields fields = new Fields(json);
        return new FeedStatus(
                fields.text("publisher"),
                fields.text("feed"),
                fields.text("source"),
                fields.flag("simulated", false),
                fields.choice("state", FeedState.class),
                fields.text("reason"),
                fields.number("sinceMs"),
                fields.texts("symbols"));
    }
}
