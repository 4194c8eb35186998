package io.quotewire.gateway.protocol;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.kit.text.ScriptPattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be: its check, and the same as JSON Schema, side by side. Lengths are in characters of Unicode, as they are
 * in JSON Schema. Immutable.
 *
 * @param <T> as what it is read
 */
public final class Shape<T> {
    private static final int MAX_DEVICE = 64;
    /** Characters of a symbol, a channel and the like, whether or not there is such a one. */
    static final int MAX_NAME = 256;

    /** What a device's name must be. */
    public static final String DEVICE_PROBLEM = "must be 1 to " + MAX_DEVICE
            + " characters without control characters, and nothing that a browser would run";

    private interface Check<T> {
        T read(String path, Object value);
    }

    private final Supplier<JsonObject> schema;
    private final Check<T> check;

    private Shape(Supplier<JsonObject> schema, Check<T> check) {
        this.schema = schema;
        this.check = check;
    }

    /**
     * Checks a value.
     *
     * @param path where it stands, for the refusal
     * @param value it
     * @return the value as it is to be used
     * @throws Refusal {@link ErrorCode#BAD_MESSAGE}, naming the path, if it is something else
     */
    T read(String path, Object value) {
        return check.read(path, value);
    }

    /**
     * The same for others.
     *
     * @return a new JSON Schema, 2020-12
     */
    JsonObject schema() {
        return schema.get();
    }

    static Shape<String> text(int min, int max) {
        String problem = "must be a string of " + (min == 0 ? "at most " : min + " to ") + max + " characters";
        return new Shape<>(
                () -> {
                    JsonObject schema = new JsonObject().put("type", "string").put("maxLength", max);
                    return min == 0 ? schema : schema.put("minLength", min);
                },
                (path, value) -> {
                    if (value instanceof String text && text.length() >= min && isAtMost(text, max)) {
                        return text;
                    }
                    throw Refusal.badField(path, problem);
                });
    }

    /** A name of letters, digits and a few signs, a letter or a digit first. */
    static Shape<String> word(int max) {
        Pattern word = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0," + (max - 1) + "}");
        return new Shape<>(
                () -> new JsonObject().put("type", "string").put("pattern", "^" + word.pattern() + "$"),
                (path, value) -> {
                    if (value instanceof String text && word.matcher(text).matches()) {
                        return text;
                    }
                    throw Refusal.badField(
                            path, "must be 1 to " + max + " letters, digits and any of _.-, a letter or a digit first");
                });
    }

    static Shape<String> device() {
        return new Shape<>(
                () -> new JsonObject()
                        .put("type", "string")
                        .put("minLength", 1)
                        .put("maxLength", MAX_DEVICE)
                        .put("pattern", "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"),
                (path, value) -> {
                    if (value instanceof String name && isDevice(name)) {
                        return name;
                    }
                    throw Refusal.badField(path, DEVICE_PROBLEM);
                });
    }

    /**
     * Whether a device may have this name.
     *
     * @param name the name
     * @return true if it is neither empty nor too long nor unprintable, and nothing that a browser would run
     */
    public static boolean isDevice(String name) {
        return !name.isEmpty()
                && isAtMost(name, MAX_DEVICE)
                && name.chars().noneMatch(Character::isISOControl)
                && !ScriptPattern.matches(name);
    }

    /** A list of strings, each taken once. */
    static Shape<Set<String>> texts(int maxItems) {
        return new Shape<>(
                () -> new JsonObject()
                        .put("type", "array")
                        .put("maxItems", maxItems)
                        .put("items", new JsonObject().put("type", "string").put("maxLength", MAX_NAME)),
                (path, value) -> texts(path, value, maxItems));
    }

    private static Set<String> texts(String path, Object value, int maxItems) {
        if (!(value instanceof JsonArray array) || array.size() > maxItems) {
            throw Refusal.badField(path, "must be a list of at most " + maxItems + " strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof String text) || !isAtMost(text, MAX_NAME)) {
                throw Refusal.badField(path + "[" + i + "]", "must be a string of at most " + MAX_NAME + " characters");
            }
            texts.add(text);
        }
        return texts;
    }

    static Shape<Boolean> flag() {
        return new Shape<>(() -> new JsonObject().put("type", "boolean"), (path, value) -> {
            if (value instanceof Boolean flag) {
                return flag;
            }
            throw Refusal.badField(path, "must be true or false");
        });
    }

    static Shape<Double> number(String min, String max) {
        BigDecimal least = new BigDecimal(min);
        BigDecimal most = new BigDecimal(max);
        return new Shape<>(
                () -> new JsonObject()
                        .put("type", "number")
                        .put("minimum", least.doubleValue())
                        .put("maximum", most.doubleValue()),
                (path, value) -> {
                    if (value instanceof Number number) {
                        BigDecimal exact = exact(number);
                        if (exact.compareTo(least) >= 0 && exact.compareTo(most) <= 0) {
                            return exact.doubleValue();
                        }
                    }
                    throw Refusal.badField(path, "must be a number from " + min + " to " + max);
                });
    }

    static Shape<Long> whole(long min, long max) {
        String range = max == Long.MAX_VALUE ? min + " or more" : min + " to " + max;
        String problem = "must be an integer" + (max == Long.MAX_VALUE ? ", " : " from ") + range;
        return new Shape<>(() -> wholeSchema(min, max), (path, value) -> {
            Long whole = wholeOrNull(value);
            if (whole != null && whole >= min && whole <= max) {
                return whole;
            }
            throw Refusal.badField(path, problem);
        });
    }

    private static JsonObject wholeSchema(long min, long max) {
        return new JsonObject().put("type", "integer").put("minimum", min).put("maximum", max);
    }

    /** An integer as JSON Schema understands it, where 2.0 is one; null if it is none, or too large for anything. */
    static @Nullable Long wholeOrNull(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            try {
                return decimal.longValueExact();
            } catch (ArithmeticException none) {
                return null;
            }
        }
        return value instanceof Long whole ? whole : null;
    }

    static Shape<String> choice(String... words) {
        List<String> allowed = List.of(words);
        return new Shape<>(() -> new JsonObject().put("enum", new JsonArray(allowed)), (path, value) -> {
            if (value instanceof String text && allowed.contains(text)) {
                return text;
            }
            throw Refusal.badField(path, "must be one of " + String.join(", ", allowed));
        });
    }

    static Shape<JsonObject> object() {
        return new Shape<>(() -> new JsonObject().put("type", "object"), (path, value) -> {
            if (value instanceof JsonObject object) {
                return object;
            }
            throw Refusal.badField(path, "must be an object");
        });
    }

    /** One connection, or one user. */
    static Shape<ChannelExclusion> exclusion() {
        return new Shape<>(
                () -> new JsonObject()
                        .put("type", "object")
                        .put(
                                "properties",
                                new JsonObject()
                                        .put("connectionId", text(1, MAX_NAME).schema())
                                        .put("userId", text(1, MAX_NAME).schema()))
                        .put("minProperties", 1)
                        .put("maxProperties", 1)
                        .put("additionalProperties", false),
                Shape::exclusion);
    }

    private static ChannelExclusion exclusion(String path, Object value) {
        if (value instanceof JsonObject object && object.size() == 1) {
            String connection = nameOrNull(object.getValue("connectionId"));
            String user = nameOrNull(object.getValue("userId"));
            if (connection != null || user != null) {
                return new ChannelExclusion(connection, user);
            }
        }
        throw Refusal.badField(
                path,
                "must be an object of either connectionId or userId, a string of 1 to " + MAX_NAME + " characters");
    }

    private static @Nullable String nameOrNull(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && isAtMost(text, MAX_NAME) ? text : null;
    }

    static Shape<Position> position() {
        return new Shape<>(Shape::positionSchema, Shape::position);
    }

    private static JsonObject positionSchema() {
        JsonObject epoch = new JsonObject()
                .put("type", new JsonArray().add("string").add("null"))
                .put("maxLength", MAX_NAME);
        return new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put("epoch", epoch).put("seq", wholeSchema(0, Long.MAX_VALUE)))
                .put("required", new JsonArray().add("seq"));
    }

    private static Position position(String path, Object value) {
        if (!(value instanceof JsonObject position)) {
            throw Refusal.badField(path, "must be an object of epoch and seq");
        }
        Object epoch = position.getValue("epoch");
        if (epoch != null && !(epoch instanceof String text && isAtMost(text, MAX_NAME))) {
            throw Refusal.badField(path + ".epoch", "must be a string of at most " + MAX_NAME + " characters");
        }
        Long seq = wholeOrNull(position.getValue("seq"));
        if (seq == null || seq < 0) {
            throw Refusal.badField(path + ".seq", "must be an integer, 0 or more");
        }
        return new Position((String) epoch, seq);
    }

    /** Positions by the names of channels. */
    static Shape<Map<String, Position>> positions(int max) {
        return new Shape<>(
                () -> new JsonObject()
                        .put("type", "object")
                        .put("maxProperties", max)
                        .put("propertyNames", new JsonObject().put("maxLength", MAX_NAME))
                        .put("additionalProperties", positionSchema()),
                (path, value) -> positions(path, value, max));
    }

    private static Map<String, Position> positions(String path, Object value, int max) {
        if (!(value instanceof JsonObject object) || object.size() > max) {
            throw Refusal.badField(path, "must be an object of at most " + max + " positions");
        }
        Map<String, Position> positions = new LinkedHashMap<>();
        for (String channel : object.fieldNames()) {
            if (!isAtMost(channel, MAX_NAME)) {
                throw Refusal.badField(path, "must name channels of at most " + MAX_NAME + " characters");
            }
            Object position = object.getValue(channel);
            positions.put(channel, position(path + "." + channel, position == null ? "" : position));
        }
        return positions;
    }

    static boolean isAtMost(String text, int max) {
        return text.length() <= max || text.codePointCount(0, text.length()) <= max;
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger whole ? new BigDecimal(whole) : BigDecimal.valueOf(number.longValue());
    }
}
