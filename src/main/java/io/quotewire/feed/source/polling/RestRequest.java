package io.quotewire.feed.source.polling;

import java.util.List;
import java.util.Map;

/**
 * One GET request of a round. Immutable.
 *
 * @param path what follows the exchange's address, with its query, encoded
 * @param symbols what it asks for, {@code BASE-QUOTE}
 * @param headers what goes with it, such as a key; never printed
 */
public record RestRequest(String path, List<String> symbols, Map<String, String> headers) {
    /** Copies. */
    public RestRequest {
        symbols = List.copyOf(symbols);
        headers = Map.copyOf(headers);
    }

    /**
     * Without headers.
     *
     * @param path what follows the exchange's address
     * @param symbols what it asks for
     * @return a request
     */
    public static RestRequest of(String path, List<String> symbols) {
        return new RestRequest(path, symbols, Map.of());
    }

    @Override
    public String toString() {
        return "GET " + path;
    }
}
