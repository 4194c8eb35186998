package io.quotewire.notification.store;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications of a user are kept: a run without gaps. Immutable. It outlives them, because numbering goes on.
 *
 * @param first the oldest that is kept; {@code last + 1} where none is
 * @param last the newest that was ever kept
 * @param acked how far the foremost device has come
 */
record Head(long first, long last, long acked) {
    private static final Head NONE = new Head(1, 0, 0);

    static Head decode(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        JsonObject json = new JsonObject(text);
        return new Head(json.getLong("first"), json.getLong("last"), json.getLong("acked"));
    }

    String encode() {
        return new JsonObject()
                .put("first", first)
                .put("last", last)
                .put("acked", acked)
                .encode();
    }

    long kept() {
        return last - first + 1;
    }
}
