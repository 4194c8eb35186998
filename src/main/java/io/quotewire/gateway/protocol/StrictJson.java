package io.quotewire.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from strangers: RFC 8259 to the letter, no key twice, nothing after the value, depth and number length
 * bounded. Stateless.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Reads one object.
     *
     * @param utf8 valid UTF-8
     * @return the object
     * @throws Refusal {@link ErrorCode#BAD_MESSAGE} if it is none
     */
    public static JsonObject object(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Refusal.of(ErrorCode.BAD_MESSAGE, "the message is empty; a JSON object is expected");
            }
            if (first != JsonToken.START_OBJECT) {
                throw Refusal.of(ErrorCode.BAD_MESSAGE, "the message is JSON but no object");
            }
            JsonObject object = new JsonObject(fields(parser));
            if (parser.nextToken() != null) {
                throw Refusal.of(ErrorCode.BAD_MESSAGE, "something follows the JSON object");
            }
            return object;
        } catch (StreamConstraintsException e) {
            throw Refusal.of(
                    ErrorCode.BAD_MESSAGE,
                    "nested deeper than " + MAX_DEPTH + " or a number longer than " + MAX_NUMBER_LENGTH + " digits");
        } catch (IOException e) {
            throw Refusal.of(ErrorCode.BAD_MESSAGE, "not valid JSON");
        }
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            map.put(name, value(parser, parser.nextToken()));
        }
        return map;
    }

    private static List<@Nullable Object> items(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> new JsonObject(fields(parser));
            case START_ARRAY -> new JsonArray(items(parser));
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
