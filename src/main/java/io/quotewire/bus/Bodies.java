package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads message bodies of which nobody knows yet what they are; what they must not be is a {@link MalformedMessageException}. */
public final class Bodies {
    private static final String BODY = "body";

    private Bodies() {}

    /**
     * Takes JSON objects.
     *
     * @param <T> what is read
     * @param reader reads one; throws {@link MalformedMessageException} naming the field that is wrong; may give null
     * @return reads any body
     */
    public static <T> Function<Object, @Nullable T> json(Function<JsonObject, @Nullable T> reader) {
        return body -> reader.apply(object(body));
    }

    /**
     * Takes a JSON object.
     *
     * @param body any
     * @return the same
     * @throws MalformedMessageException if it is none
     */
    public static JsonObject object(@Nullable Object body) {
        if (body instanceof JsonObject json) {
            return json;
        }
        throw new MalformedMessageException(BODY, "must be an object");
    }

    /**
     * Takes what has a codec of its own.
     *
     * @param <T> its type
     * @param type its type
     * @return reads any body
     */
    public static <T> Function<Object, @Nullable T> of(Class<T> type) {
        return body -> type.cast(required(body, type));
    }

    /**
     * Takes what has a codec of its own, where several come to one address.
     *
     * @param types theirs
     * @return reads any body
     */
    public static Function<Object, @Nullable Object> oneOf(Class<?>... types) {
        return body -> required(body, types);
    }

    private static Object required(@Nullable Object body, Class<?>... types) {
        if (body == null || Arrays.stream(types).noneMatch(type -> type.isInstance(body))) {
            List<String> allowed =
                    Arrays.stream(types).map(Class::getSimpleName).toList();
            throw new MalformedMessageException(BODY, "must be one of " + allowed);
        }
        return body;
    }
}
