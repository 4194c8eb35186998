package io.quotewire.kit.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration as it takes effect: what was given, and the defaults for the rest. */
public final class Effective {
    private Effective() {}

    /**
     * Fills in the defaults. A key without default that was not given stays absent.
     *
     * @param root the declaration
     * @param given what was given; it has been read without problems
     * @return a new object, in the order of the declaration
     */
    public static JsonObject of(Section root, JsonObject given) {
        return walk(root, given, false);
    }

    /**
     * Fills in the defaults and hides secrets: fit to be printed.
     *
     * @param root the declaration
     * @param given what was given; it has been read without problems
     * @return a new object, in the order of the declaration
     */
    public static JsonObject masked(Section root, JsonObject given) {
        return walk(root, given, true);
    }

    /**
     * The keys that were given and change nothing yet.
     *
     * @param root the declaration
     * @param given what was given
     * @return their paths
     */
    public static List<String> notEnforced(Section root, JsonObject given) {
        return KeyPaths.all(root, given).stream()
                .filter(target -> target.key() != null && !target.key().enforced())
                .map(KeyPaths.Target::path)
                .filter(path -> find(given, path) != null)
                .toList();
    }

    /**
     * The value at a path.
     *
     * @param json where the path starts
     * @param path parts separated by dots
     * @return the value, or null if there is none
     */
    public static @Nullable Object find(JsonObject json, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return json.getValue(path);
        }
        return json.getValue(path.substring(0, dot)) instanceof JsonObject below
                ? find(below, path.substring(dot + 1))
                : null;
    }

    /** A default as it would be written in the file. */
    static Object written(Object value) {
        if (value instanceof List<?> list) {
            return new JsonArray(list.stream()
                    .map(item -> written(Objects.requireNonNull(item)))
                    .toList());
        }
        boolean json = value instanceof Number
                || value instanceof Boolean
                || value instanceof JsonObject
                || value instanceof JsonArray;
        return json ? value : value.toString();
    }

    private static JsonObject walk(Section section, JsonObject given, boolean mask) {
        JsonObject result = new JsonObject();
        for (Key<?> key : section.keys()) {
            Object raw = given.getValue(key.name());
            Object otherwise = key.otherwise();
            Object value = raw == null && otherwise != null ? written(otherwise) : raw;
            if (value != null) {
                result.put(key.name(), mask ? Printed.masked(value, key.secret()) : value);
            }
        }
        section.sections().forEach(below -> result.put(below.name(), walk(below, object(given, below.name()), mask)));
        Section each = section.each();
        if (each != null) {
            section.unknown(given).forEach(name -> result.put(name, walk(each, object(given, name), mask)));
        }
        return result;
    }

    private static JsonObject object(JsonObject given, String name) {
        return given.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }
}
