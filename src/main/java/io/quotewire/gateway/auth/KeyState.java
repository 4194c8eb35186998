package io.quotewire.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link JwksSource} is. Immutable.
 *
 * @param keys how many keys there are, with those of the configuration
 * @param ageMs how long ago the address gave keys, milliseconds; negative if it never did
 * @param failures how many readings in a row have failed
 * @param problem what the last of them found; null if the last reading brought keys
 */
public record KeyState(
        int keys, long ageMs, int failures, @Nullable String problem) {
    /**
     * Whether the last reading brought keys.
     *
     * @return false while the address is down, even where keys are known
     */
    public boolean ok() {
        return problem == null && ageMs >= 0;
    }

    /**
     * For everybody: no address is in it.
     *
     * @return a few words
     */
    public String text() {
        if (ageMs < 0) {
            return keys + " keys; the key set could not be read yet";
        }
        String read = "read " + ageMs / 1000 + " s ago";
        return ok() ? keys + " keys, " + read : keys + " keys that go on, " + read + "; not since";
    }
}
