package io.quotewire.bridge;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;

/** The section {@code bridge}. Immutable. */
public final class BridgeSection implements ConfigSection {
    private static final Key<Integer> PORT = Key.of(
                    "port", Kind.integer(0, 65_535), 7_000, "TCP port of the event-bus bridge for services; 0 = any")
            .notYetEnforced();
    private static final Section SECTION = Section.of("bridge", "The TCP event-bus bridge for other services", PORT);

    @Override
    public Section section() {
        return SECTION;
    }
}
