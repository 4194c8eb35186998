package io.quotewire.kit.config;

import io.vertx.core.json.Json;

/** How a value is shown in a message: short, and never if it is secret. */
final class Printed {
    private static final int MAX_LENGTH = 60;

    private Printed() {}

    static String value(Object raw, boolean secret) {
        if (secret) {
            return "a value of the wrong kind";
        }
        String text = Json.encode(raw);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
