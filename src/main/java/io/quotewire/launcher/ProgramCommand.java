package io.quotewire.launcher;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program as a whole: it only has commands. */
@Command(
        name = "quotewire",
        description = "Real-time market data and notifications for trading applications.",
        footer = {
            "",
            "Without a command it is run, with its options.",
            "Exit codes: 0 fine; 1 bad configuration or arguments; 2 could not start, or not do it;",
            "143 after SIGTERM, 130 after SIGINT, both with a drain; a second signal ends at once."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ProgramCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "no command given");
    }
}
