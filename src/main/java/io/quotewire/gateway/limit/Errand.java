package io.quotewire.gateway.limit;

import io.quotewire.gateway.limit.Admission.Verdict;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A connection that comes or goes, on its way to the {@link Admission} and back: only one event loop has it at a time.
 */
final class Errand {
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

    /** Back on the event loop that asked. */
    void tell() {
        if (answer != null) {
            answer.complete(verdict);
        }
    }
}
