package io.quotewire.feed.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, as the names of products and kinds do: each is made once and found by its characters from then
 * on. What shares its place with another one is made anew, so nothing grows. Not thread-safe.
 */
public final class RepeatedTexts {
    private static final int PLACES = 1 << 10;
    /** Longer ones are no names. */
    private static final int MAX_LENGTH = 64;

    private final @Nullable String[] known = new @Nullable String[PLACES];

    /**
     * The text of the value just reached.
     *
     * @param json stands on a value; a list or an object is skipped to its end
     * @return the text, as {@link MessageJson#text} has it
     * @throws IOException if the JSON is broken
     */
    public @Nullable String of(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return MessageJson.text(json);
        }
        int length = json.getTextLength();
        if (length > MAX_LENGTH) {
            return json.getText();
        }
        char[] characters = json.getTextCharacters();
        int from = json.getTextOffset();
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int place = (hash ^ (hash >>> 15)) & (PLACES - 1);
        String before = known[place];
        if (before != null && isSame(before, characters, from, length)) {
            return before;
        }
        String text = new String(characters, from, length);
        known[place] = text;
        return text;
    }

    private static boolean isSame(String text, char[] characters, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[from + i]) {
                return false;
            }
        }
        return true;
    }
}
