package io.quotewire.gateway.limit;

import io.quotewire.gateway.limit.Admission.Answer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one event loop asks of the node's {@link Admission}. The comings and goings of one turn travel together: clients that
 * come in a storm do not wake another thread one by one. Confined to that loop.
 */
public final class Reception {
    private final Admission admission;
    private final Context context;
    private List<Errand<?>> errands = new ArrayList<>();

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
     * @param withCredential whether one is to be examined then
     * @return the answer
     */
    public Future<Answer> admit(String connectionId, String ip, boolean withCredential) {
        String address = CountedAddress.of(ip);
        return ask(at -> at.come(connectionId, address, withCredential));
    }

    /**
     * Gives a connection's place back; of no effect if it has none.
     *
     * @param connectionId which
     */
    public void release(String connectionId) {
        add(new Errand<>(at -> left(at, connectionId), null));
    }

    /**
     * The same for somebody who is told only when another may have the place.
     *
     * @param connectionId which
     * @return completes when the place is free
     */
    public Future<Void> giveBack(String connectionId) {
        return ask(at -> left(at, connectionId)).mapEmpty();
    }

    private static boolean left(Admission admission, String connectionId) {
        admission.leave(connectionId);
        return true;
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

    /**
     * Asks whether a credential from an address is to be examined.
     *
     * @param ip from which address it comes
     * @return the answer
     */
    public Future<Answer> mayShowCredential(String ip) {
        if (!admission.countsFailures()) {
            return Future.succeededFuture(Answer.YES);
        }
        String address = CountedAddress.of(ip);
        return ask(at -> at.mayShowCredential(address));
    }

    /**
     * Counts a credential that was refused.
     *
     * @param ip from which address it came
     * @return completes when it is counted for all event loops
     */
    public Future<Void> credentialRefused(String ip) {
        if (!admission.countsFailures()) {
            return Future.succeededFuture();
        }
        String address = CountedAddress.of(ip);
        return ask(at -> {
                    at.credentialRefused(address);
                    return true;
                })
                .mapEmpty();
    }

    private <T> Future<T> ask(Function<Admission, T> question) {
        Promise<T> answer = Promise.promise();
        add(new Errand<>(question, answer));
        return answer.future();
    }

    private void add(Errand<?> errand) {
        if (errands.isEmpty()) {
            context.runOnContext(this::leave);
        }
        errands.add(errand);
    }

    private void leave(Void turn) {
        List<Errand<?>> all = errands;
        errands = new ArrayList<>();
        admission.run(all, context);
    }
}
