package io.quotewire.launcher;

import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the configuration comes from. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The deployment file; without it verticles.json here, the project's, or the packaged one.")
    private @Nullable String file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides one value, as gateway.port=9000; JSON where the key is no text. Repeatable."
                    + " Order: file, environment (QUOTEWIRE_GATEWAY_PORT), --set.")
    private List<String> assignments = new ArrayList<>();

    Configuration load(Terminal terminal, Complaints complaints) {
        return Configuration.load(
                terminal.sections(),
                new Configuration.Request(file, List.copyOf(assignments)),
                terminal.surroundings(),
                complaints);
    }

    /** The same options for another process in this working directory. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (file != null) {
            arguments.addAll(List.of("--config", file));
        }
        assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
        return arguments;
    }
}
