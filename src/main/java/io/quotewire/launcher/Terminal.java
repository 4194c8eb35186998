package io.quotewire.launcher;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.launcher.settings.Surroundings;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a command is run. Immutable.
 *
 * @param sections every top-level section of the configuration
 * @param surroundings of the process
 * @param out takes results
 * @param err takes everything else
 */
record Terminal(List<ConfigSection> sections, Surroundings surroundings, PrintStream out, PrintStream err) {
    Terminal {
        sections = List.copyOf(sections);
    }
}
