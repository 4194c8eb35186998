package io.quotewire.kit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was read for a {@link Section}: every key has a value of its type, or its default. Immutable. */
public final class Values {
    private final Map<String, @Nullable Object> values;
    private final Map<String, Values> within;

    Values(Map<String, @Nullable Object> values, Map<String, Values> within) {
        this.values = new LinkedHashMap<>(values);
        this.within = new LinkedHashMap<>(within);
    }

    /**
     * The value of a key that has a default.
     *
     * @param <T> its type
     * @param key the key
     * @return the value
     */
    public <T> T get(Key<T> key) {
        return Objects.requireNonNull(find(key).orElse(null), key.name());
    }

    /**
     * The value of a key that may be absent.
     *
     * @param <T> its type
     * @param key the key
     * @return the value, if there is one
     */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Key<T> key) {
        if (!values.containsKey(key.name())) {
            throw new IllegalArgumentException("the section declares no key " + key.name());
        }
        return Optional.ofNullable((T) values.get(key.name()));
    }

    /**
     * A section within.
     *
     * @param name its name
     * @return its values
     */
    public Values section(String name) {
        return Objects.requireNonNull(within.get(name), name);
    }

    /**
     * The names of the sections within, with those that the operator chose.
     *
     * @return the names, the declared ones first
     */
    public List<String> names() {
        return List.copyOf(within.keySet());
    }
}
