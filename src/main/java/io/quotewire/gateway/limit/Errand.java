package io.quotewire.gateway.limit;

import io.vertx.core.Promise;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an event loop has the {@link Admission} do, on its way there and back: only one event loop has it at a time.
 *
 * @param <T> what is answered
 */
final class Errand<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Errand.class);
    private final Function<Admission, T> work;
    private final @Nullable Promise<T> answer;
    private @Nullable T outcome;

    /**
     * An errand.
     *
     * @param work what is to be done
     * @param answer waits for it; null if nobody does
     */
    Errand(Function<Admission, T> work, @Nullable Promise<T> answer) {
        this.work = work;
        this.answer = answer;
    }

    void run(Admission admission) {
        outcome = work.apply(admission);
    }

    /** Back on the event loop that asked. Others travel with it: what goes wrong with one stops none of them. */
    void tell() {
        if (answer != null) {
            try {
                answer.complete(outcome);
            } catch (RuntimeException defect) {
                LOG.atError().setCause(defect).log("a client could not be answered");
            }
        }
    }
}
