package io.quotewire.launcher;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.launcher.settings.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;

/** The program. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        // Hazelcast reads this before it reads its file.
        System.setProperty("hazelcast.logging.type", "slf4j");
        // UTF-8 whatever the locale says: the addresses and texts in it are ours.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        List<ConfigSection> sections = ServiceLoader.load(ConfigSection.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        int exitCode = run(new Terminal(sections, Surroundings.ofProcess(), out, err), args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /**
     * Runs a command.
     *
     * @param terminal where it is run
     * @param args the arguments
     * @return the exit code
     */
    static int run(Terminal terminal, String... args) {
        return new CommandLineParser(terminal).run(args);
    }
}
