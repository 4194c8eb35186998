package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON body and refuses, by name, those that are wrong. */
final class Fields {
    private final JsonObject json;

    Fields(JsonObject json) {
        this.json = json;
    }

    String text(String name) {
        String value = textOrNull(name);
        if (value == null || value.isEmpty()) {
            throw new MalformedMessageException(name, "is required, a string");
        }
        return value;
    }

    String text(String name, String otherwise) {
        String value = textOrNull(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    String textOrNull(String name) {
        return typed(name, String.class, "a string");
    }

    long number(String name) {
        Long value = numberOrNull(name);
        if (value == null) {
            throw new MalformedMessageException(name, "is required, an integer");
        }
        return value;
    }

    @Nullable
    Long numberOrNull(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            return ((Number) value).longValue();
        }
        throw new MalformedMessageException(name, "must be an integer");
    }

    /** How long a page may be. */
    int limit(int otherwise, int max) {
        Long value = numberOrNull("limit");
        if (value != null && (value < 1 || value > max)) {
            throw new MalformedMessageException("limit", "must be an integer from 1 to " + max);
        }
        return value == null ? otherwise : value.intValue();
    }

    boolean flag(String name, boolean otherwise) {
        Boolean value = typed(name, Boolean.class, "true or false");
        return value == null ? otherwise : value;
    }

    JsonObject object(String name) {
        JsonObject value = objectOrNull(name);
        return value == null ? new JsonObject() : value;
    }

    @Nullable
    JsonObject objectOrNull(String name) {
        Object value = json.getValue(name);
        if (value instanceof Map<?, ?>) {
            return json.getJsonObject(name);
        }
        return typed(name, JsonObject.class, "an object");
    }

    List<String> texts(String name) {
        JsonArray array = typed(name, JsonArray.class, "a list of strings");
        List<String> texts = new ArrayList<>();
        if (array == null) {
            return texts;
        }
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof String text)) {
                throw new MalformedMessageException(name + "[" + i + "]", "must be a string");
            }
            texts.add(text);
        }
        return texts;
    }

    List<JsonObject> objects(String name) {
        JsonArray array = typed(name, JsonArray.class, "a list of objects");
        List<JsonObject> objects = new ArrayList<>();
        if (array == null) {
            return objects;
        }
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof JsonObject object)) {
                throw new MalformedMessageException(name + "[" + i + "]", "must be an object");
            }
            objects.add(object);
        }
        return objects;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw new MalformedMessageException(name, "must be one of " + List.of(type.getEnumConstants()));
    }

    private <T> @Nullable T typed(String name, Class<T> type, String allowed) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw new MalformedMessageException(name, "must be " + allowed);
        }
        return type.cast(value);
    }
}
