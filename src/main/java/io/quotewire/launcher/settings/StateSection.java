package io.quotewire.launcher.settings;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;

/** The section {@code data}: where this installation keeps its state. Immutable. */
public final class StateSection implements ConfigSection {
    static final String NAME = "data";
    static final String KEY = "dir";
    static final String PATH = NAME + "." + KEY;
    private static final Key<String> DIR = Key.of(
            KEY,
            Kind.text("a path", path -> !path.isBlank() && path.indexOf('\0') < 0),
            null,
            "The folder of what must survive a restart; without it `$XDG_STATE_HOME/quotewire`, else"
                    + " `~/.local/state/quotewire`");
    private static final Section SECTION = Section.of(NAME, "Where this installation keeps its state", DIR);

    @Override
    public Section section() {
        return SECTION;
    }
}
