package io.quotewire.launcher.fleet;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs this program once more: the same Java, the same options for it, the same classes. Stateless. */
final class JavaCommand {
    private static final String MAIN = "io.quotewire.launcher.Main";

    /** A debugger's port can be opened once only. */
    private static final List<String> NOT_TWICE = List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug");

    private JavaCommand() {}

    static List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_TWICE.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        String classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
            // What the jar's manifest opens of the JDK holds only this way.
            command.addAll(List.of("-jar", classes));
        } else {
            command.addAll(List.of("-cp", classes, MAIN));
        }
        command.addAll(arguments);
        return command;
    }
}
