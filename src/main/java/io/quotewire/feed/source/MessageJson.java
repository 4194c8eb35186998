package io.quotewire.feed.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Token-wise reading of the JSON of a source. Thread-safe. */
public final class MessageJson {
    private static final int MAX_DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private MessageJson() {}

    /**
     * Opens a message.
     *
     * @param message UTF-8 JSON
     * @return its tokens, to be closed
     * @throws IOException if it cannot even begin
     */
    public static JsonParser open(byte[] message) throws IOException {
        return FACTORY.createParser(message);
    }

    /** Takes the fields of an object, one after the other. */
    public interface FieldReader {
        /**
         * Takes one.
         *
         * @param name its name
         * @param json stands on the value; to be left at the value's end
         * @throws IOException if the JSON is broken
         */
        void read(String name, JsonParser json) throws IOException;
    }

    /**
     * Reads a message that is one object and nothing else.
     *
     * @param message UTF-8 JSON
     * @param reader takes its fields; what comes before a place that is broken was taken by then
     * @throws IOException if it is no object, or the JSON is broken
     */
    public static void readObject(byte[] message, FieldReader reader) throws IOException {
        try (JsonParser json = open(message)) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            String name = isObject ? json.nextFieldName() : null;
            while (name != null) {
                json.nextToken();
                reader.read(name, json);
                name = json.nextFieldName();
            }
            if (!isObject || json.currentToken() != JsonToken.END_OBJECT || !isAtEnd(json)) {
                throw new IOException("not one object");
            }
        }
    }

    /**
     * The text of the value just reached, digit for digit if it is a number.
     *
     * @param json stands on a value; a list or an object is skipped to its end
     * @return the text; null for null, a list or an object
     * @throws IOException if the JSON is broken
     */
    public static @Nullable String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            json.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    /**
     * The number of the value just reached; nothing is thrown for one that no long holds.
     *
     * @param json stands on a value; a list or an object is skipped to its end
     * @return the number; {@link MarketEvent#UNNUMBERED} for what is none, is negative or is too large
     * @throws IOException if the JSON is broken
     */
    public static long number(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return Math.max(MarketEvent.UNNUMBERED, json.getLongValue());
        }
        json.skipChildren();
        return MarketEvent.UNNUMBERED;
    }

    /**
     * Whether nothing follows.
     *
     * @param json stands on the last token of the message
     * @return true at the end of the bytes
     * @throws IOException if what follows is broken
     */
    public static boolean isAtEnd(JsonParser json) throws IOException {
        return json.nextToken() == null;
    }
}
