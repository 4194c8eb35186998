package io.quotewire.launcher.settings;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.KeyPaths;
import io.quotewire.kit.config.KeyPaths.Target;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays environment variables and {@code --set} over the file. Not thread-safe. */
final class Layers {
    static final String SET = "--set";
    private static final List<String> LOG_LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private final Section root;
    private final JsonObject json;
    private final Complaints complaints;
    private final Map<String, String> origins = new LinkedHashMap<>();

    Layers(Section root, JsonObject json, Complaints complaints) {
        this.root = root;
        this.json = json;
        this.complaints = complaints;
    }

    /** What stands for each path that did not come from the file. */
    Map<String, String> origins() {
        return origins;
    }

    void environment(Map<String, String> environment) {
        Map<String, List<Target>> names = KeyPaths.environmentNames(Surroundings.PREFIX, root, json);
        new TreeMap<>(environment).forEach((name, text) -> {
            if (!name.startsWith(Surroundings.PREFIX)) {
                return;
            }
            List<Target> targets = names.getOrDefault(name, List.of());
            if (Surroundings.OTHER_VARIABLES.contains(name)) {
                checkOther(name, text);
            } else if (targets.isEmpty()) {
                complaints.add(name, "stands for no key; " + Nearest.among(name, names.keySet()));
            } else if (targets.size() > 1) {
                List<String> paths = targets.stream().map(Target::path).toList();
                complaints.add(name, "stands for several keys: " + String.join(", ", paths));
            } else {
                apply(name, targets.get(0), text);
            }
        });
    }

    void assignments(List<String> assignments) {
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                complaints.add(
                        SET,
                        "found " + (assignment.isEmpty() ? "nothing" : beforeEquals(assignment))
                                + "; allowed: PATH=VALUE, as gateway.port=9000");
                continue;
            }
            String path = assignment.substring(0, equals).strip();
            String text = assignment.substring(equals + 1);
            KeyPaths.find(root, path)
                    .ifPresentOrElse(
                            target -> apply(SET, target, text),
                            () -> complaints.add(SET, path, "unknown key; " + nearest(path)));
        }
    }

    private String nearest(String path) {
        List<String> known = KeyPaths.all(root, json).stream().map(Target::path).toList();
        // The whole list would be longer than any reader's patience: name the neighbours only.
        String hint = Nearest.among(path, known);
        return hint.startsWith("known") ? "the command check prints every key" : hint;
    }

    /** What stands before the sign: what comes after could be a secret. */
    private static String beforeEquals(String assignment) {
        return Printed.brief(assignment.replaceAll("=.*", "=…"));
    }

    private void checkOther(String name, String text) {
        if (name.equals(Surroundings.LOG_LEVEL) && !LOG_LEVELS.contains(text)) {
            complaints.add(name, "found " + Printed.brief(text) + "; allowed: one of " + String.join(", ", LOG_LEVELS));
        }
    }

    private void apply(String origin, Target target, String text) {
        Key<?> key = target.key();
        Object value;
        if (key != null && key.kind().isText()) {
            value = text;
        } else {
            try {
                value = StrictJson.parse(text);
            } catch (MalformedJsonException e) {
                // A kind that also takes plain words, as a duration does, need not have them in quotation marks.
                if (key == null || key.kind().read(text).isEmpty()) {
                    refuse(origin, target, text);
                    return;
                }
                value = text;
            }
        }
        if (key == null && !(value instanceof JsonObject)) {
            complaints.add(origin, target.path(), "found a single value; allowed: an object, as JSON");
        } else {
            put(json, target.path(), value);
            origins.keySet().removeIf(path -> path.startsWith(target.path() + "."));
            origins.put(target.path(), origin);
        }
    }

    private void refuse(String origin, Target target, String text) {
        Key<?> key = target.key();
        String allowed = key == null ? "an object" : key.kind().allowed();
        boolean secret = key == null || key.secret();
        String found = secret ? "what is no JSON" : text.isEmpty() ? "nothing" : Printed.brief(text);
        complaints.add(origin, target.path(), "found " + found + "; allowed: " + allowed + ", as JSON");
    }

    private static void put(JsonObject json, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            json.put(path, value);
            return;
        }
        String name = path.substring(0, dot);
        if (!json.containsKey(name)) {
            json.put(name, new JsonObject());
        }
        // Where the file has no object, that is a problem of the file, and it is reported as such.
        if (json.getValue(name) instanceof JsonObject below) {
            put(below, path.substring(dot + 1), value);
        }
    }
}
