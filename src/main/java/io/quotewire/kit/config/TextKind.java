package io.quotewire.kit.config;

import java.util.Optional;
import java.util.function.Predicate;

/** Text that passes a test. */
record TextKind(String allowed, Predicate<String> test) implements Kind<String> {
    @Override
    public Optional<String> read(Object raw) {
        return raw instanceof String text && test.test(text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public boolean isText() {
        return true;
    }
}
