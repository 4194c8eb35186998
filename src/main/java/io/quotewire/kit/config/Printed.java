package io.quotewire.kit.config;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a value is shown in messages and printouts: never if it is secret, and never the password within an address. */
public final class Printed {
    /** What stands where a secret was. */
    public static final String MASK = "***";

    private static final int MAX_LENGTH = 60;
    /** Up to the last one: a password that should have been encoded may have anything in it. */
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("://[^\\s\"]*@");

    private Printed() {}

    /**
     * A value for a message: as JSON, short, on one line.
     *
     * @param raw the value
     * @param secret whether it must not be shown
     * @return some text
     */
    public static String value(@Nullable Object raw, boolean secret) {
        return secret ? "a value of the wrong kind" : brief(Json.encode(raw));
    }

    /**
     * Text that somebody typed, for a message: short and on one line.
     *
     * @param text the text
     * @return what may be shown
     */
    public static String brief(String text) {
        String shown = withoutPassword(text).replaceAll("\\p{Cntrl}+", " ");
        return shown.length() <= MAX_LENGTH ? shown : shown.substring(0, MAX_LENGTH) + "…";
    }

    /**
     * A word that somebody typed, for a message: so that nothing is seen as nothing.
     *
     * @param word the word
     * @return {@link #brief}, or "" in quotation marks
     */
    public static String quoted(String word) {
        return word.isBlank() ? "\"" + brief(word) + "\"" : brief(word);
    }

    static Object masked(Object raw, boolean secret) {
        if (secret) {
            return MASK;
        }
        if (raw instanceof String text) {
            return withoutPassword(text);
        }
        if (raw instanceof JsonArray array) {
            JsonArray shown = new JsonArray();
            array.forEach(item -> shown.add(item == null ? null : masked(item, false)));
            return shown;
        }
        return raw;
    }

    private static String withoutPassword(String text) {
        return USER_AND_PASSWORD.matcher(text).replaceAll("://" + MASK + "@");
    }
}
