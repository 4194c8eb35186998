package io.quotewire.gateway.subscription;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Asks the store about many, some at a time, the next when the answer to those before is there: whoever else wants something
 * of it waits for one question at most. A round that is not over yet stands for the next one too. Confined to one event loop.
 */
final class Round {
    /** Takes an embedded store a few milliseconds. */
    private static final int A_QUERY = 200;

    private boolean running;

    /**
     * Begins a round.
     *
     * @param all about whom
     * @param question asks about some of them; a failure is like an answer, the next round asks again
     */
    void begin(List<String> all, Function<List<String>, Future<?>> question) {
        if (!running) {
            running = true;
            goOn(all, 0, question);
        }
    }

    private void goOn(List<String> all, int from, Function<List<String>, Future<?>> question) {
        if (from >= all.size()) {
            running = false;
            return;
        }
        int to = Math.min(from + A_QUERY, all.size());
        question.apply(all.subList(from, to)).onComplete(answered -> goOn(all, to, question));
    }
}
