package io.quotewire.launcher;

import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that goes by the configuration of a node without being one: all of it has to be right. */
abstract class ConfiguredCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    ConfiguredCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() {
        Complaints complaints = new Complaints();
        Configuration configuration = configOptions.load(terminal, complaints);
        configuration.validate(complaints);
        return run(configuration, complaints);
    }

    final Terminal terminal() {
        return terminal;
    }

    /**
     * Does it.
     *
     * @param configuration all of it
     * @param complaints those about the configuration so far; to be thrown before anything is done
     * @return the exit code
     */
    abstract int run(Configuration configuration, Complaints complaints);
}
