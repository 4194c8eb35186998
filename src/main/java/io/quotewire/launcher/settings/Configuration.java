package io.quotewire.launcher.settings;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Effective;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.Printed;
import io.quotewire.kit.config.Problem;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: the file, over it the environment, over it {@code --set}. Confined to the thread that loaded it.
 */
public final class Configuration {
    /** The name of the file. */
    public static final String FILE = "verticles.json";

    static final List<String> TOKEN_KEYS =
            List.of("gateway.auth.secret", "gateway.auth.publicKey", "gateway.auth.jwks");

    private final List<ConfigSection> sections;
    private final Section root;
    private final JsonObject json;
    private final String fileOrigin;
    private final Map<String, String> origins;

    private Configuration(
            List<ConfigSection> sections,
            Section root,
            JsonObject json,
            Map<String, String> origins,
            String fileOrigin) {
        this.sections = sections;
        this.root = root;
        this.json = json;
        this.origins = origins;
        this.fileOrigin = fileOrigin;
    }

    /**
     * Where the layers come from.
     *
     * @param file the path of the file; null for the usual places
     * @param assignments what {@code --set} said, in order
     */
    public record Request(@Nullable String file, List<String> assignments) {}

    /**
     * Reads the layers. Call {@link #validate} before anything is read from it.
     *
     * @param sections every top-level section
     * @param request where the layers come from
     * @param surroundings of the process
     * @param complaints takes what is wrong with the environment and the assignments
     * @return the configuration, not yet checked
     * @throws RefusedException if the file cannot be read
     */
    public static Configuration load(
            List<ConfigSection> sections, Request request, Surroundings surroundings, Complaints complaints) {
        List<Section> declared = sections.stream().map(ConfigSection::section).toList();
        Section root = new Section("", "Everything", List.of(), declared, null);
        GivenFile file = GivenFile.read(request.file(), FILE, surroundings);
        JsonObject json = object(file);
        if (!json.containsKey(VerticlesSection.NAME)) {
            JsonObject packaged = object(GivenFile.packaged(FILE));
            json.put(VerticlesSection.NAME, packaged.getValue(VerticlesSection.NAME));
        }
        Layers layers = new Layers(root, json, complaints);
        layers.environment(surroundings.environment());
        layers.assignments(request.assignments());
        Configuration configuration = new Configuration(sections, root, json, layers.origins(), file.origin());
        configuration.settleState(surroundings);
        return configuration;
    }

    /**
     * Checks everything.
     *
     * @param complaints takes what is wrong
     */
    public void validate(Complaints complaints) {
        Problems problems = new Problems();
        root.read(json, "", problems);
        List<Problem> found = problems.list();
        for (ConfigSection section : sections) {
            String name = section.section().name();
            boolean fine = found.stream().noneMatch(problem -> isWithin(problem.path(), name));
            if (fine) {
                section.check(json.getJsonObject(name, new JsonObject()), problems);
            }
        }
        problems.list().forEach(p -> complaints.add(origin(p.path()), p.path(), p.text()));
    }

    /**
     * Where the value at a path was given.
     *
     * @param path parts separated by dots
     * @return an option, a variable or the file
     */
    public String origin(String path) {
        String longest = "";
        for (String candidate : origins.keySet()) {
            if (isWithin(path, candidate) && candidate.length() > longest.length()) {
                longest = candidate;
            }
        }
        return origins.getOrDefault(longest, fileOrigin);
    }

    /**
     * What was given, defaults not filled in.
     *
     * @return a copy
     */
    public JsonObject given() {
        return json.copy();
    }

    /**
     * What takes effect, with the defaults.
     *
     * @return a new object
     */
    public JsonObject effective() {
        return Effective.of(root, json);
    }

    /**
     * What takes effect, with the defaults, secrets hidden.
     *
     * @return a new object
     */
    public JsonObject printable() {
        return Effective.masked(root, json);
    }

    /**
     * What was given and changes nothing in this release.
     *
     * @return paths
     */
    public List<String> notEnforced() {
        return Effective.notEnforced(root, json);
    }

    /**
     * The value that takes effect at a path.
     *
     * @param path parts separated by dots
     * @return a JSON value, if there is one
     */
    public Optional<Object> find(String path) {
        return Optional.ofNullable(Effective.find(effective(), path));
    }

    /**
     * The text that takes effect at a path.
     *
     * @param path parts separated by dots
     * @return the text, if there is one
     */
    public Optional<String> text(String path) {
        return find(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /**
     * Whether the operator configured what tokens are checked with.
     *
     * @return false if only a development key can do that
     */
    public boolean hasTokenKey() {
        return TOKEN_KEYS.stream()
                .anyMatch(path -> find(path).filter(value -> !value.equals("")).isPresent());
    }

    /**
     * Where this installation keeps its state.
     *
     * @return an absolute path
     */
    public Path stateDirectory() {
        return Path.of(text(StateSection.PATH).orElseThrow());
    }

    /**
     * Puts a whole section or key in the place of what was given.
     *
     * @param path of a key one below the top
     * @param origin the option that did it
     * @param value what stands there now
     */
    void replace(String path, String origin, Object value) {
        int dot = path.indexOf('.');
        String section = path.substring(0, dot);
        JsonObject below = json.getJsonObject(section, new JsonObject());
        json.put(section, below.put(path.substring(dot + 1), value));
        origins.put(path, origin);
    }

    /** Verticles get an absolute path and need not know where a user's state belongs. */
    private void settleState(Surroundings surroundings) {
        Object section = json.getValue(StateSection.NAME, new JsonObject());
        if (section instanceof JsonObject state) {
            Object given = state.getValue(StateSection.KEY);
            if (given instanceof String text && !text.isBlank() && text.indexOf('\0') < 0) {
                json.put(
                        StateSection.NAME,
                        state.put(StateSection.KEY, surroundings.resolve(text).toString()));
            } else if (!state.containsKey(StateSection.KEY)) {
                String path = surroundings.stateDirectory().toString();
                json.put(StateSection.NAME, state.put(StateSection.KEY, path));
            }
        }
    }

    private static JsonObject object(GivenFile file) {
        try {
            Object value = StrictJson.parse(file.bytes());
            if (value instanceof JsonObject object) {
                return object;
            }
            throw new RefusedException(
                    file.origin() + ":1:1: found " + Printed.value(value, false) + "; allowed: an object");
        } catch (MalformedJsonException e) {
            throw new RefusedException(file.origin() + ":" + e.line() + ":" + e.column() + ": " + e.getMessage());
        }
    }

    private static boolean isWithin(String path, String section) {
        return path.equals(section) || path.startsWith(section + ".");
    }
}
