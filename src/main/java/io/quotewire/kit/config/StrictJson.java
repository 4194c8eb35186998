package io.quotewire.kit.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a person wrote: a key given twice is an error, numbers keep every digit, and every error says where
 * it stands.
 */
public final class StrictJson {
    private static final int JACKSON_MAX_DEPTH = 1000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /**
     * Reads one value and nothing after it.
     *
     * @param bytes UTF-8 text
     * @return a JsonObject, JsonArray, String, Boolean, Integer, Long, BigInteger, BigDecimal or null
     * @throws MalformedJsonException if this is no JSON
     */
    public static @Nullable Object parse(byte[] bytes) throws MalformedJsonException {
        return parse(() -> FACTORY.createParser(bytes), JACKSON_MAX_DEPTH);
    }

    /**
     * Reads one value and nothing after it.
     *
     * @param text the text
     * @return as {@link #parse(byte[])}
     * @throws MalformedJsonException if this is no JSON
     */
    public static @Nullable Object parse(String text) throws MalformedJsonException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads one value of limited depth and nothing after it.
     *
     * @param text the text
     * @param maxDepth how many objects and lists may be within each other
     * @return as {@link #parse(byte[])}
     * @throws MalformedJsonException if this is no JSON, or too deep
     */
    public static @Nullable Object parse(String text, int maxDepth) throws MalformedJsonException {
        return parse(() -> FACTORY.createParser(text), maxDepth);
    }

    private interface Opening {
        JsonParser parser() throws IOException;
    }

    private static @Nullable Object parse(Opening opening, int maxDepth) throws MalformedJsonException {
        try (JsonParser parser = opening.parser()) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException(1, 1, "found nothing; allowed: JSON");
            }
            Object value = value(parser, maxDepth);
            if (parser.nextToken() != null) {
                throw at(parser.currentTokenLocation(), "found more after the end; allowed: one JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw at(e.getLocation(), "no JSON: " + oneLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new MalformedJsonException(1, 1, "no JSON: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Object value(JsonParser parser, int depthLeft) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depthLeft == 0) {
            throw new JsonParseException(parser, "nested too deeply");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depthLeft - 1);
            case START_ARRAY -> array(parser, depthLeft - 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject object(JsonParser parser, int depthLeft) throws IOException {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser, depthLeft));
        }
        return object;
    }

    private static JsonArray array(JsonParser parser, int depthLeft) throws IOException {
        JsonArray array = new JsonArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depthLeft));
        }
        return array;
    }

    private static MalformedJsonException at(@Nullable JsonLocation location, String text) {
        return location == null
                ? new MalformedJsonException(1, 1, text)
                : new MalformedJsonException(location.getLineNr(), location.getColumnNr(), text);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
