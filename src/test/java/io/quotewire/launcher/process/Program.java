package io.quotewire.launcher.process;

import io.quotewire.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The program as a process of its own, with the classes of the tests on its class path. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As in {@code scripts/quotewire}. */
    private static final String FLAGS = "--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED"
            + " --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED"
            + " --add-opens java.management/sun.management=ALL-UNNAMED"
            + " --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED";

    private static final int NATIVE_ACCESS_WARNS = 24;
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(Path folder, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Path basedir = Path.of(System.getProperty("quotewire.basedir"));
        List<String> command = JavaProcess.command();
        command.addAll(List.of(FLAGS.split(" ")));
        if (Runtime.version().feature() >= NATIVE_ACCESS_WARNS) {
            // The jar's manifest says so where it is started as a jar.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(System.getProperty("quotewire.jar") + File.pathSeparator + basedir.resolve("target/test-classes"));
        command.add("io.quotewire.launcher.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUOTEWIRE_"));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Program(builder.start(), out, err);
    }

    /** Waits for the line on stdout that says that all is ready. */
    Program untilReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> out().contains("\n") || !process.isAlive());
        return this;
    }

    Program untilErr(String text) {
        Awaitility.await().atMost(PATIENCE).until(() -> err().contains(text) || !process.isAlive());
        return this;
    }

    Program signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        return this;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end: " + out() + err());
        }
        return process.exitValue();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
