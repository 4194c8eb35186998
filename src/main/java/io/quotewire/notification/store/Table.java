package io.quotewire.notification.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sorted table of text by text: what {@link Ledger} keeps its records in. Confined to the ledger's thread. */
public interface Table {
    /**
     * Looks a value up.
     *
     * @param key its key
     * @return null if there is none
     */
    @Nullable
    String get(String key);

    /**
     * Puts a value, in place of the one before.
     *
     * @param key its key
     * @param value the value
     */
    void put(String key, String value);

    /**
     * Removes a value, if there is one.
     *
     * @param key its key
     */
    void remove(String key);

    /**
     * A copy of a part of it.
     *
     * @param from the first key
     * @param to the first key that does not belong to it
     * @param max at most so many
     * @return keys and values in the order of the keys, by {@link String#compareTo}
     */
    List<Map.Entry<String, String>> range(String from, String to, int max);
}
