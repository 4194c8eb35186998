package io.quotewire.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: prints the release. */
@Command(
        name = "version",
        description = "Prints the version.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println(Version.line());
        return ExitCode.FINE.number();
    }
}
