package io.quotewire.launcher.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A node as a process of its own. It lives no longer than this process, which holds the other end of its stdin. Every line
 * that it writes goes on with its name. Two threads read what it writes; everything else belongs to the fleet's thread, but
 * {@link #kill}, which any thread may call.
 */
final class Child {
    private static final String READY = "quotewire ready ";
    private static final int LAST_LINES = 10;
    private static final long PATIENCE_SECONDS = 60;
    private static final long READER_PATIENCE_MS = 1_000;

    private final String name;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    /** Belongs to the thread that reads stderr until that has ended. */
    private final Deque<String> lastLines = new ArrayDeque<>();

    private final Thread errReader;

    private Child(String name, Process process, PrintStream err) {
        this.name = name;
        this.process = process;
        errReader = reader("err", process.getErrorStream(), line -> {
            err.println(prefixed(line));
            if (lastLines.size() == LAST_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        });
        reader("out", process.getInputStream(), line -> {
            err.println(prefixed(line));
            if (line.startsWith(READY)) {
                ready.complete(line);
            }
        });
    }

    static Child start(Member member, PrintStream err) throws IOException {
        Process process = new ProcessBuilder(JavaCommand.with(member.arguments())).start();
        return new Child(member.name(), process, err);
    }

    private Thread reader(String stream, InputStream from, Consumer<String> to) {
        Thread thread = new Thread(() -> read(from, to), name + "-" + stream);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream from, Consumer<String> to) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.accept(line);
            }
        } catch (IOException e) {
            // The process has ended, which is noticed elsewhere.
        }
    }

    String name() {
        return name;
    }

    /** Completed with the line that says so. */
    CompletableFuture<String> ready() {
        return ready;
    }

    /** Completed when the process has ended. */
    CompletableFuture<Child> ended() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Only of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks for a drain. Of no effect the second time, nor if the terminal's own signal came first. */
    void drain() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Waits for the end; false if it had to be killed. */
    boolean awaitEnd() throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        errReader.join(READER_PATIENCE_MS);
        return ended;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** What it wrote last on stderr; only of a process that has ended and was waited for. */
    List<String> lastLines() {
        return errReader.isAlive()
                ? List.of()
                : lastLines.stream().map(this::prefixed).toList();
    }

    private String prefixed(String line) {
        return name + " | " + line;
    }
}
