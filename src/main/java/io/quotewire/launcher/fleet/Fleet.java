package io.quotewire.launcher.fleet;

import io.quotewire.launcher.node.Signals;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Starts nodes as processes, waits until all are ready, and ends all together: when it is told to, or when one of them
 * ends. Confined to the thread that runs it, but for a second signal, which kills them all.
 */
public final class Fleet {
    private static final int NOT_STARTED = 2;
    private static final int FIRST_SIGNAL_CODE = 128;
    private static final long SIGNAL_PATIENCE_MS = 500;

    private final List<Member> members;
    private final PrintStream out;
    private final PrintStream err;
    private final long startedNs = System.nanoTime();
    private final CopyOnWriteArrayList<Child> children = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Child> firstEnd = new CompletableFuture<>();

    /**
     * A fleet that does not run yet.
     *
     * @param members the first is ready before the others are started
     * @param out takes the line that says that all are ready
     * @param err takes what they write
     */
    public Fleet(List<Member> members, PrintStream out, PrintStream err) {
        this.members = List.copyOf(members);
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the nodes, to the end of all of them.
     *
     * @return the exit code: 128 and the number of the signal, or 2 if a node did not start or ended by itself
     */
    public int run() {
        CompletableFuture<Integer> signal = Signals.listen(code -> {
            children.forEach(Child::kill);
            Runtime.getRuntime().halt(code);
        });
        try {
            start(signal);
            CompletableFuture.anyOf(signal, firstEnd).join();
        } catch (IOException e) {
            err.println("quotewire: a node cannot be started: " + e.getMessage());
        }
        boolean told = wasTold(signal);
        Optional<Child> culprit = Optional.ofNullable(firstEnd.getNow(null));
        children.forEach(Child::drain);
        children.forEach(this::awaitEnd);
        if (told) {
            return signal.join();
        }
        culprit.ifPresent(this::explain);
        return NOT_STARTED;
    }

    private void start(CompletableFuture<Integer> signal) throws IOException {
        launch(members.get(0));
        if (!isReady(children.get(0), signal)) {
            return;
        }
        for (Member member : members.subList(1, members.size())) {
            launch(member);
        }
        for (Child child : children) {
            if (!isReady(child, signal)) {
                return;
            }
        }
        out.println(readyLine());
        out.flush();
    }

    private void launch(Member member) throws IOException {
        Child child = Child.start(member, err);
        children.add(child);
        CompletableFuture<Void> unused = child.ended().thenAccept(firstEnd::complete);
    }

    /** Waits until it is, or is not going to be. */
    private boolean isReady(Child child, CompletableFuture<Integer> signal) {
        CompletableFuture.anyOf(child.ready(), signal, firstEnd).join();
        return child.ready().isDone() && !signal.isDone() && !firstEnd.isDone();
    }

    private String readyLine() {
        List<String> nodes = new ArrayList<>();
        for (Child child : children) {
            String line = child.ready().join();
            String addresses = line.substring(line.indexOf(": ") + 2, line.indexOf(" roles "));
            nodes.add(child.name() + " " + addresses);
        }
        StringJoiner all = new StringJoiner(" | ");
        nodes.forEach(all::add);
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
        return "quotewire ready in " + tookMs + " ms: " + all;
    }

    /** A terminal's signal goes to all at once: a node may have followed it before it was seen here. */
    private boolean wasTold(CompletableFuture<Integer> signal) {
        Optional<Child> ended = Optional.ofNullable(firstEnd.getNow(null));
        if (!signal.isDone() && ended.isPresent() && ended.get().exitCode() > FIRST_SIGNAL_CODE) {
            return signal.completeOnTimeout(0, SIGNAL_PATIENCE_MS, TimeUnit.MILLISECONDS)
                            .join()
                    != 0;
        }
        return signal.isDone();
    }

    private void awaitEnd(Child child) {
        try {
            if (!child.awaitEnd()) {
                err.println("quotewire: " + child.name() + " did not end in time and was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.kill();
        }
    }

    private void explain(Child child) {
        err.println("quotewire: " + child.name() + " ended with exit code " + child.exitCode()
                + ", so all were ended; its last lines:");
        child.lastLines().forEach(err::println);
    }
}
