package io.quotewire.gateway.protocol;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's arguments, all of them checked. What was not declared is not here. Immutable. */
public final class Arguments {
    private final List<Argument<?>> declared;
    private final @Nullable Object[] values;

    private Arguments(List<Argument<?>> declared, @Nullable Object[] values) {
        this.declared = declared;
        this.values = values;
    }

    /**
     * Reads and checks.
     *
     * @param json what was sent
     * @param declared what may be in it
     * @return them
     * @throws Refusal {@link ErrorCode#BAD_MESSAGE}, naming the first that is wrong
     */
    public static Arguments read(JsonObject json, List<Argument<?>> declared) {
        @Nullable Object[] values = new Object[declared.size()];
        for (int i = 0; i < values.length; i++) {
            Argument<?> argument = declared.get(i);
            Object value = json.getValue(argument.name());
            if (value != null) {
                values[i] = argument.shape().read(argument.name(), value);
            } else if (argument.isRequired()) {
                throw Refusal.badField(argument.name(), "is required");
            }
        }
        return new Arguments(declared, values);
    }

    /**
     * One that may be absent.
     *
     * @param argument which; one of those that are declared
     * @param <T> as what it is read
     * @return its value, or null
     */
    @SuppressWarnings("unchecked") // read by the shape of the same argument
    public <T> @Nullable T get(Argument<T> argument) {
        for (int i = 0; i < values.length; i++) {
            if (declared.get(i) == argument) {
                return (T) values[i];
            }
        }
        throw new IllegalArgumentException(argument.name() + " is not declared");
    }

    /**
     * One that is there.
     *
     * @param argument which; one of those that are declared as required
     * @param <T> as what it is read
     * @return its value
     */
    public <T> T require(Argument<T> argument) {
        T value = get(argument);
        if (value == null) {
            throw Refusal.badField(argument.name(), "is required");
        }
        return value;
    }
}
