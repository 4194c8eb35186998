package io.quotewire.launcher.settings;

import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import java.util.Arrays;

/** The section {@code verticles}: which class plays which role. Immutable. */
public final class VerticlesSection implements ConfigSection {
    static final String NAME = "verticles";
    private static final Key<String> MAIN =
            Key.of("main", Kind.text("the name of a class", name -> !name.isBlank()), null, "The verticle's class");
    private static final Section SECTION = Section.of(
                    NAME,
                    "Which class plays which role; a role without entry cannot"
                            + " be started. Without this section, those of the packaged file")
            .with(Arrays.stream(VerticleKind.values())
                    .map(kind -> Section.of(kind.text(), "The role " + kind.text(), MAIN))
                    .toArray(Section[]::new));

    @Override
    public Section section() {
        return SECTION;
    }

    /** The path of the class of a role. */
    static String path(VerticleKind kind) {
        return NAME + "." + kind.text() + "." + MAIN.name();
    }
}
