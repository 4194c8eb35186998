package io.quotewire.kit.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises text that a careless page would run: tags that execute or fetch, event handlers in tags, URIs that are programs,
 * behind whatever escapes. A second line only: whoever shows a text must show it as text. What people and programs write to
 * each other passes, angle brackets, percent signs and source code included. The time it takes grows with the length of the
 * text and no faster. Stateless.
 */
public final class ScriptPattern {
    /** Nobody who means well escapes a text more often. */
    private static final int MAX_ROUNDS = 5;

    private ScriptPattern() {}

    /**
     * Whether a text is script-like.
     *
     * @param text any
     * @return true if so
     */
    public static boolean matches(String text) {
        return matches(text, new Steps());
    }

    static boolean matches(String text, Steps steps) {
        steps.add(text.length());
        if (text.chars().noneMatch(ScriptPattern::isNeeded)) {
            return false;
        }
        String now = text;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (isFoundIn(now, steps)) {
                return true;
            }
            String before = now;
            now = Escapes.resolve(before, steps);
            if (now.equals(before)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks through all texts of a JSON value, names included.
     *
     * @param path where the value is
     * @param value a string, an object, a list, or something else
     * @return the path of the first that is script-like; what is wrong with a name is told of the object that has it
     */
    public static Optional<String> find(String path, @Nullable Object value) {
        if (value instanceof String text) {
            return matches(text) ? Optional.of(path) : Optional.empty();
        }
        if (value instanceof JsonObject object) {
            return inFields(path, object.getMap());
        }
        if (value instanceof Map<?, ?> fields) {
            return inFields(path, fields);
        }
        if (value instanceof JsonArray items) {
            return inItems(path, items.getList());
        }
        return value instanceof List<?> items ? inItems(path, items) : Optional.empty();
    }

    private static Optional<String> inFields(String path, Map<?, ?> fields) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = String.valueOf(field.getKey());
            if (matches(name)) {
                return Optional.of(path);
            }
            Optional<String> found = find(path + "." + name, field.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inItems(String path, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            Optional<String> found = find(path + "[" + i + "]", items.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isFoundIn(String text, Steps steps) {
        String folded = Folding.withoutControls(text, steps);
        if (isFoundInFolded(folded, steps)) {
            return true;
        }
        return Folding.hasControls(text, steps) && TagScan.find(Folding.controlsAsSpaces(text, steps), steps);
    }

    private static boolean isFoundInFolded(String folded, Steps steps) {
        return TagScan.find(folded, steps)
                || UriScan.find(folded, steps)
                || UriScan.findInStyle(Folding.style(folded, steps), steps);
    }

    /** Without one of these there are neither tags nor quotes to break out of, schemes or escapes. */
    private static boolean isNeeded(int c) {
        return switch (c) {
            case '<', '&', '%', '\\', ':', '"', '\'', '+' -> true;
            default -> c >= 0x80;
        };
    }
}
