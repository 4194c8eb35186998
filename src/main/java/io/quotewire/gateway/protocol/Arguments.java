package io.quotewire.gateway.protocol;

import io.quotewire.kit.text.ScriptPattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's arguments by name and refuses, by name, those of the wrong kind. */
public final class Arguments {
    private static final int MAX_TEXT = 8192;
    private static final int MAX_ITEMS = 1000;
    private static final int MAX_DEVICE = 64;
    private static final int MAX_ITEM_LENGTH = 256;

    /** What a device's name must be. */
    public static final String DEVICE_PROBLEM = "must be 1 to " + MAX_DEVICE
            + " characters without control characters, and nothing that a browser would run";

    private final JsonObject json;

    /**
     * The arguments of a request.
     *
     * @param json them
     */
    public Arguments(JsonObject json) {
        this.json = json;
    }

    /**
     * A required string.
     *
     * @param name its name
     * @return the string, not empty
     * @throws Refusal if there is none
     */
    public String text(String name) {
        String text = textOrNull(name);
        if (text == null || text.isEmpty()) {
            throw Refusal.badField(name, "is required, a string");
        }
        return text;
    }

    /**
     * An optional string.
     *
     * @param name its name
     * @return the string, or null
     * @throws Refusal if it is something else
     */
    public @Nullable String textOrNull(String name) {
        Object value = json.getValue(name);
        if (value == null || (value instanceof String text && text.length() <= MAX_TEXT)) {
            return (String) value;
        }
        throw Refusal.badField(name, "must be a string of at most " + MAX_TEXT + " characters");
    }

    /**
     * An optional list of strings, each once.
     *
     * @param name its name
     * @return the strings in their order, or null if there is no list
     * @throws Refusal if it is something else
     */
    public @Nullable Set<String> textsOrNull(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array) || array.size() > MAX_ITEMS) {
            throw Refusal.badField(name, "must be a list of at most " + MAX_ITEMS + " strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof String text) || text.length() > MAX_ITEM_LENGTH) {
                throw Refusal.badField(
                        name + "[" + i + "]", "must be a string of at most " + MAX_ITEM_LENGTH + " characters");
            }
            texts.add(text);
        }
        return texts;
    }

    /**
     * An optional flag.
     *
     * @param name its name
     * @return its value, or null
     * @throws Refusal if it is something else
     */
    public @Nullable Boolean flagOrNull(String name) {
        Object value = json.getValue(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw Refusal.badField(name, "must be true or false");
    }

    /**
     * An optional number in a range.
     *
     * @param name its name
     * @param min the least that is allowed
     * @param max the most that is allowed
     * @return the number, or null
     * @throws Refusal if it is something else
     */
    public @Nullable Double numberOrNull(String name, double min, double max) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return number.doubleValue();
        }
        throw Refusal.badField(name, "must be a number from " + min + " to " + max);
    }

    /**
     * A required position in a channel.
     *
     * @param name its name
     * @return an integer, 0 or more
     * @throws Refusal if it is something else
     */
    public long position(String name) {
        return seq(name, json.getValue(name));
    }

    /**
     * An optional number of things.
     *
     * @param name its name
     * @param max the most that is allowed
     * @param otherwise what stands in for an absent one
     * @return an integer from 1 on
     * @throws Refusal if it is something else
     */
    public int count(String name, int max, int otherwise) {
        Object value = json.getValue(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long count && count >= 1 && count <= max) {
            return count.intValue();
        }
        throw Refusal.badField(name, "must be an integer from 1 to " + max);
    }

    /**
     * An optional name of a device.
     *
     * @param name its name
     * @return 1 to 64 characters without control characters, or null
     * @throws Refusal if it is something else
     */
    public @Nullable String deviceOrNull(String name) {
        String device = textOrNull(name);
        if (device != null && !isDevice(device)) {
            throw Refusal.badField(name, DEVICE_PROBLEM);
        }
        return device;
    }

    /**
     * Whether a device may have this name.
     *
     * @param name the name
     * @return true if it is neither empty nor too long nor unprintable, and nothing that a browser would run
     */
    public static boolean isDevice(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MAX_DEVICE
                && name.chars().noneMatch(Character::isISOControl)
                && !ScriptPattern.matches(name);
    }

    /**
     * Optional positions, each {@code {"epoch","seq"}}, by channel.
     *
     * @param name their name
     * @return them; empty if there are none
     * @throws Refusal if it is something else
     */
    public Map<String, Position> positions(String name) {
        JsonObject object = objectOrNull(name);
        if (object == null) {
            return Map.of();
        }
        Map<String, Position> positions = new LinkedHashMap<>();
        for (String channel : object.fieldNames()) {
            positions.put(channel, position(name + "." + channel, object.getValue(channel)));
        }
        return positions;
    }

    /**
     * An optional position, {@code {"epoch","seq"}}.
     *
     * @param name its name
     * @return it, or null
     * @throws Refusal if it is something else
     */
    public @Nullable Position positionOrNull(String name) {
        Object value = json.getValue(name);
        return value == null ? null : position(name, value);
    }

    private static Position position(String path, @Nullable Object value) {
        if (!(value instanceof JsonObject position)) {
            throw Refusal.badField(path, "must be an object of epoch and seq");
        }
        Object epoch = position.getValue("epoch");
        if (epoch != null && !(epoch instanceof String text && text.length() <= MAX_ITEM_LENGTH)) {
            throw Refusal.badField(path + ".epoch", "must be a string of at most " + MAX_ITEM_LENGTH + " characters");
        }
        return new Position((String) epoch, seq(path + ".seq", position.getValue("seq")));
    }

    private static long seq(String path, @Nullable Object value) {
        if (value instanceof Long seq && seq >= 0) {
            return seq;
        }
        throw Refusal.badField(path, "must be an integer, 0 or more");
    }

    /**
     * An optional word of a few.
     *
     * @param name its name
     * @param allowed the words
     * @param otherwise what stands in for an absent one
     * @return the word
     * @throws Refusal if it is another
     */
    public String choice(String name, List<String> allowed, String otherwise) {
        Object value = json.getValue(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text && allowed.contains(text)) {
            return text;
        }
        throw Refusal.badField(name, "must be one of " + String.join(", ", allowed));
    }

    /**
     * An optional object.
     *
     * @param name its name
     * @return the object, or null
     * @throws Refusal if it is something else
     */
    public @Nullable JsonObject objectOrNull(String name) {
        Object value = json.getValue(name);
        if (value == null || value instanceof JsonObject) {
            return (JsonObject) value;
        }
        throw Refusal.badField(name, "must be an object");
    }
}
