package io.quotewire.kit.config;

/**
 * Something wrong with the configuration.
 *
 * @param path where, from the root, parts separated by dots; empty for the whole file
 * @param text what was found and what is allowed
 */
public record Problem(String path, String text) {
    @Override
    public String toString() {
        return path.isEmpty() ? text : path + ": " + text;
    }
}
