package io.quotewire.gateway.limit;

import io.quotewire.gateway.limit.Admission.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * What one event loop asks of the node's {@link Admission}. The comings and goings of one turn travel together: clients that
 * come in a storm do not wake another thread one by one. Confined to that loop.
 */
public final class Reception {
    private final Admission admission;
    private final Context context;
    private List<Errand> errands = new ArrayList<>();

    /**
     * Nothing was asked yet.
     *
     * @param admission counts
     * @param context the event loop's
     */
    public Reception(Admission admission, Context context) {
        this.admission = admission;
        this.context = context;
    }

    /**
     * Asks to come in.
     *
     * @param connectionId unique
     * @param ip from which address
     * @return the verdict
     */
    public Future<Verdict> admit(String connectionId, String ip) {
        Promise<Verdict> verdict = Promise.promise();
        add(new Errand(connectionId, ip, verdict));
        return verdict.future();
    }

    /**
     * Gives a connection's place back; of no effect if it has none.
     *
     * @param connectionId which
     */
    public void release(String connectionId) {
        add(new Errand(connectionId, null, null));
    }

    /**
     * Names the user of a connection that was admitted.
     *
     * @param connectionId which
     * @param user who
     * @return false if the user has as many connections as allowed, or the connection is gone
     */
    public Future<Boolean> identify(String connectionId, String user) {
        return admission.identify(connectionId, user, context);
    }

    private void add(Errand errand) {
        if (errands.isEmpty()) {
            context.runOnContext(this::leave);
        }
        errands.add(errand);
    }

    private void leave(Void turn) {
        List<Errand> all = errands;
        errands = new ArrayList<>();
        admission.run(all, context);
    }
}
