package io.quotewire.gateway.protocol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's arguments by name and refuses, by name, those of the wrong kind. */
public final class Arguments {
    private static final int MAX_TEXT = 8192;
    private static final int MAX_ITEMS = 1000;
    private static final int MAX_ITEM_LENGTH = 256;
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
     * @return its value; false if it is absent
     * @throws Refusal if it is something else
     */
    public boolean flag(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
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
