package io.quotewire.gateway.limit;

import io.quotewire.gateway.limit.Admission.Verdict;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that comes or goes, on its way to the {@link Admission} and back: only one event loop has it at a time.
 */
final class Errand {
    private static final Logger LOG = LoggerFactory.getLogger(Errand.class);
    private final String connectionId;
    private final @Nullable String ip;
    private final @Nullable Promise<Verdict> answer;
    private @Nullable Verdict verdict;

    /**
     * An errand.
     *
     * @param connectionId whose
     * @param ip from where it comes; null if it goes
     * @param answer what it waits for; null if it goes
     */
    Errand(String connectionId, @Nullable String ip, @Nullable Promise<Verdict> answer) {
        this.connectionId = connectionId;
        this.ip = ip;
        this.answer = answer;
    }

    String connectionId() {
        return connectionId;
    }

    /** Null if it goes. */
    @Nullable
    String ip() {
        return ip;
    }

    void decide(Verdict decided) {
        verdict = decided;
    }

    /** Back on the event loop that asked. Others travel with it: what goes wrong with one stops none of them. */
    void tell() {
        if (answer != null) {
            try {
                answer.complete(verdict);
            } catch (RuntimeException defect) {
                LOG.atError()
                        .addKeyValue("connection", connectionId)
                        .setCause(defect)
                        .log("a client could not be let in");
            }
        }
    }
}
