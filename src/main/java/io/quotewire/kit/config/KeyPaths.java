package io.quotewire.kit.config;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a configuration, as {@code gateway.limits.connectionsPerIp}, and the names of the environment variables
 * that stand for them.
 */
public final class KeyPaths {
    private KeyPaths() {}

    /**
     * Where a path leads.
     *
     * @param path from the root, parts separated by dots
     * @param key the key there; null if there is a whole section, whose value is an object
     */
    public record Target(String path, @Nullable Key<?> key) {}

    /**
     * Follows a path. Where names are chosen by the operator, any name will do.
     *
     * @param root where it starts
     * @param path parts separated by dots
     * @return what it leads to, or empty if there is no such key
     */
    public static Optional<Target> find(Section root, String path) {
        Section section = root;
        String[] parts = path.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean last = i == parts.length - 1;
            Optional<Key<?>> key =
                    section.keys().stream().filter(k -> k.name().equals(part)).findFirst();
            if (key.isPresent()) {
                return last ? Optional.of(new Target(path, key.get())) : Optional.empty();
            }
            Section below = below(section, part);
            if (below == null) {
                return Optional.empty();
            }
            section = below;
        }
        return Optional.of(new Target(path, null));
    }

    /**
     * Every path that can be given: the keys and, before them, the sections that they stand in.
     *
     * @param root where they start
     * @param given says which names the operator has chosen
     * @return the paths, in the order of the declaration
     */
    public static List<Target> all(Section root, JsonObject given) {
        List<Target> all = new ArrayList<>();
        collect(root, given, "", all);
        return all;
    }

    /**
     * The environment variable of each path. Two paths may share a name, if the operator chose such names.
     *
     * @param prefix what every name starts with
     * @param root where the paths start
     * @param given says which names the operator has chosen
     * @return variable to paths
     */
    public static Map<String, List<Target>> environmentNames(String prefix, Section root, JsonObject given) {
        Map<String, List<Target>> names = new LinkedHashMap<>();
        for (Target target : all(root, given)) {
            names.computeIfAbsent(environmentName(prefix, target.path()), name -> new ArrayList<>())
                    .add(target);
        }
        return names;
    }

    /**
     * The environment variable of a path: {@code connectionsPerIp} becomes {@code CONNECTIONS_PER_IP}.
     *
     * @param prefix what the name starts with
     * @param path parts separated by dots
     * @return a name of capitals, digits and underscores
     */
    public static String environmentName(String prefix, String path) {
        String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]", "_");
        return prefix + words.toUpperCase(Locale.ROOT);
    }

    private static void collect(Section section, JsonObject given, String path, List<Target> all) {
        section.keys().forEach(key -> all.add(new Target(join(path, key.name()), key)));
        for (Section below : section.sections()) {
            add(below, below.name(), given, path, all);
        }
        Section each = section.each();
        if (each != null) {
            section.unknown(given).forEach(name -> add(each, name, given, path, all));
        }
    }

    private static void add(Section below, String name, JsonObject given, String path, List<Target> all) {
        JsonObject inside = given.getValue(name) instanceof JsonObject object ? object : new JsonObject();
        all.add(new Target(join(path, name), null));
        collect(below, inside, join(path, name), all);
    }

    private static @Nullable Section below(Section section, String part) {
        Section each = part.isBlank() ? null : section.each();
        return section.sections().stream()
                .filter(s -> s.name().equals(part))
                .findFirst()
                .orElse(each);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
