package io.quotewire.launcher;

import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.Planner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: validates the files and prints the configuration that takes effect. */
@Command(
        name = "check",
        description = {
            "Validates the files and prints the configuration that takes effect, as JSON, secrets masked.",
            "Keys that were given and have no effect in this release are listed on stderr."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private NodeOptions nodeOptions = new NodeOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Complaints complaints = new Complaints();
        Configuration configuration = configOptions.load(terminal, complaints);
        Planner.plan(configuration, nodeOptions.request(), terminal.surroundings(), complaints);
        complaints.throwIfAny();
        terminal.out().println(configuration.printable().encodePrettily());
        configuration
                .notEnforced()
                .forEach(path -> terminal.err()
                        .println(configuration.origin(path) + ": " + path + ": accepted, not yet enforced"));
        return ExitCode.FINE.number();
    }
}
