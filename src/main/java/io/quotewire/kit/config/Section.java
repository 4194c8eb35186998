package io.quotewire.kit.config;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Declares the keys and the sections within one JSON object of the configuration. Immutable.
 *
 * @param name its key in the section around it; of no matter for the named ones of {@link #each}
 * @param doc what it is about
 * @param keys its keys
 * @param sections the sections within
 * @param each if given, every other key of this object is a name chosen by the operator, and its value has this shape
 */
public record Section(
        String name,
        String doc,
        List<Key<?>> keys,
        List<Section> sections,
        @Nullable Section each) {
    /** Copies the lists. */
    public Section {
        keys = List.copyOf(keys);
        sections = List.copyOf(sections);
    }

    /**
     * A section of keys.
     *
     * @param name its key in the section around it
     * @param doc what it is about
     * @param keys its keys
     * @return the section
     */
    public static Section of(String name, String doc, Key<?>... keys) {
        return new Section(name, doc, List.of(keys), List.of(), null);
    }

    /**
     * A section whose keys are names chosen by the operator.
     *
     * @param name its key in the section around it
     * @param doc what it is about
     * @param each the shape of every value
     * @return the section
     */
    public static Section named(String name, String doc, Section each) {
        return new Section(name, doc, List.of(), List.of(), each);
    }

    /**
     * The same with sections within.
     *
     * @param more the sections
     * @return another section
     */
    public Section with(Section... more) {
        List<Section> all = new ArrayList<>(sections);
        all.addAll(List.of(more));
        return new Section(name, doc, keys, all, each);
    }

    /**
     * Reads an object: checks every value, refuses unknown keys, fills in defaults.
     *
     * @param json the object; null is read as empty
     * @param path where it stands, from the root
     * @param problems takes everything that is wrong
     * @return the values; where a value is wrong, the default stands in for it
     */
    public Values read(@Nullable JsonObject json, String path, Problems problems) {
        JsonObject given = json == null ? new JsonObject() : json;
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, Values> within = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            values.put(key.name(), value(key, given, path, problems));
        }
        for (Section section : sections) {
            String below = join(path, section.name);
            within.put(
                    section.name, section.read(section.object(given, section.name, below, problems), below, problems));
        }
        for (String name : unknown(given)) {
            String below = join(path, name);
            if (each != null) {
                within.put(name, each.read(each.object(given, name, below, problems), below, problems));
            } else {
                problems.add(below, "unknown key; " + Nearest.among(name, names()));
            }
        }
        return new Values(values, within);
    }

    private static @Nullable Object value(Key<?> key, JsonObject given, String path, Problems problems) {
        Object raw = given.getValue(key.name());
        if (raw == null) {
            if (given.containsKey(key.name())) {
                problems.add(
                        join(path, key.name()),
                        "found null; allowed: " + key.kind().allowed());
            }
            return key.otherwise();
        }
        Object value = key.kind().read(raw).orElse(null);
        if (value == null) {
            problems.add(
                    join(path, key.name()),
                    "found " + Printed.value(raw, key.secret()) + "; allowed: "
                            + key.kind().allowed());
            return key.otherwise();
        }
        return value;
    }

    private @Nullable JsonObject object(JsonObject given, String name, String path, Problems problems) {
        Object raw = given.getValue(name);
        if (raw == null || raw instanceof JsonObject) {
            return (JsonObject) raw;
        }
        problems.add(path, "found " + Printed.value(raw, holdsSecrets()) + "; allowed: an object");
        return null;
    }

    private boolean holdsSecrets() {
        return keys.stream().anyMatch(Key::secret)
                || sections.stream().anyMatch(Section::holdsSecrets)
                || (each != null && each.holdsSecrets());
    }

    /** The names in an object that are not declared: where there is {@link #each}, those that the operator chose. */
    List<String> unknown(JsonObject given) {
        List<String> declared = names();
        return given.fieldNames().stream()
                .filter(name -> !declared.contains(name))
                .toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        keys.forEach(key -> names.add(key.name()));
        sections.forEach(section -> names.add(section.name));
        return names;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
