package io.quotewire.kit.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of a section: name, kind, default and what it is for. Immutable.
 *
 * @param <T> the type it is read as
 * @param name its name in the section
 * @param kind what its value may be
 * @param otherwise the default; null means that the key may be absent
 * @param doc what it does, one sentence with its unit
 * @param secret its value is masked wherever it is printed
 * @param enforced false while the key is accepted and checked, but changes nothing yet
 */
public record Key<T>(String name, Kind<T> kind, @Nullable T otherwise, String doc, boolean secret, boolean enforced) {

    /**
     * A key.
     *
     * @param <T> the type it is read as
     * @param name its name in the section
     * @param kind what its value may be
     * @param otherwise the default; null means that the key may be absent
     * @param doc what it does
     * @return the key
     */
    public static <T> Key<T> of(String name, Kind<T> kind, @Nullable T otherwise, String doc) {
        return new Key<>(name, kind, otherwise, doc, false, true);
    }

    /**
     * The same, masked wherever it is printed.
     *
     * @return another key
     */
    public Key<T> asSecret() {
        return new Key<>(name, kind, otherwise, doc, true, enforced);
    }

    /**
     * The same, marked as accepted but without effect in this release.
     *
     * @return another key
     */
    public Key<T> notYetEnforced() {
        return new Key<>(name, kind, otherwise, doc, secret, false);
    }
}
