package io.quotewire.kit.config;

import io.vertx.core.json.JsonObject;

/**
 * A top-level section of the configuration, offered by the package that reads it. Found with
 * {@link java.util.ServiceLoader}, so that the launcher can check everything and knows no verticle.
 */
public interface ConfigSection {
    /**
     * The declaration.
     *
     * @return the section; its name is the key at the top level
     */
    Section section();

    /**
     * Checks what one key alone cannot show. Called only if every value has its kind.
     *
     * @param json the section as it was given
     * @param problems takes everything that is wrong, with paths from the root
     */
    default void check(JsonObject json, Problems problems) {}
}
