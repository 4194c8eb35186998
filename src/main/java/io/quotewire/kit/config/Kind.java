package io.quotewire.kit.config;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a key's value may be.
 *
 * @param <T> the type it is read as
 */
public interface Kind<T> {
    /**
     * Reads a JSON value.
     *
     * @param raw String, Boolean, a Number, JsonObject or JsonArray
     * @return the value, or empty if it is not allowed
     */
    Optional<T> read(Object raw);

    /**
     * What is allowed, to end the sentence "found …; allowed: ".
     *
     * @return some words
     */
    String allowed();

    /**
     * Whether a value given on the command line or in the environment is taken as it stands, not as JSON.
     *
     * @return true for text
     */
    default boolean isText() {
        return false;
    }

    /** An integer in a range. */
    static Kind<Integer> integer(int min, int max) {
        return of("an integer from " + min + " to " + max, raw -> {
            if (!(raw instanceof Integer || raw instanceof Long)) {
                return Optional.empty();
            }
            long value = ((Number) raw).longValue();
            return value < min || value > max ? Optional.empty() : Optional.of((int) value);
        });
    }

    /** A number in a range. */
    static Kind<Double> decimal(double min, double max) {
        String allowed = "a number from " + plain(min) + " to " + plain(max);
        return of(allowed, raw -> {
            if (!(raw instanceof Number number)) {
                return Optional.empty();
            }
            double value = number.doubleValue();
            return value >= min && value <= max ? Optional.of(value) : Optional.empty();
        });
    }

    /** True or false. */
    static Kind<Boolean> flag() {
        return of("true or false", raw -> raw instanceof Boolean value ? Optional.of(value) : Optional.empty());
    }

    /** Any text. */
    static Kind<String> text() {
        return new TextKind("a string", text -> true);
    }

    /** Text that passes a test. */
    static Kind<String> text(String allowed, java.util.function.Predicate<String> test) {
        return new TextKind(allowed, test);
    }

    /** One of a few words. */
    static Kind<String> choice(List<String> choices) {
        return new TextKind("one of " + String.join(", ", choices), choices::contains);
    }

    /** A list of strings, each of which passes a test. */
    static Kind<List<String>> texts(String allowed, java.util.function.Predicate<String> test) {
        return of(allowed, raw -> {
            if (!(raw instanceof JsonArray array)) {
                return Optional.empty();
            }
            boolean fine = array.stream().allMatch(item -> item instanceof String text && test.test(text));
            return fine ? Optional.of(array.stream().map(String.class::cast).toList()) : Optional.empty();
        });
    }

    /** Made of a description and a function. */
    static <T> Kind<T> of(String allowed, java.util.function.Function<Object, Optional<T>> reader) {
        return new Kind<>() {
            @Override
            public Optional<T> read(Object raw) {
                return reader.apply(raw);
            }

            @Override
            public String allowed() {
                return allowed;
            }
        };
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
