package io.quotewire.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start Java: with this JVM's own program, and able to hear SIGINT whoever started the tests. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * The first words of a command; what Java is to be told follows. A shell that starts something in the background has it
     * ignore SIGINT, which all its children inherit: {@code env} undoes that. And Java is told not to compile for a life that
     * will be short: tests start many processes on few processors.
     */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return command;
    }
}
