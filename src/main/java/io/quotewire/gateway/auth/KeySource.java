package io.quotewire.gateway.auth;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Where the keys come from that tokens are checked with. May be asked on any context, and answers on the one given. */
public interface KeySource {
    /**
     * Hands out the keys now, and again whenever they change.
     *
     * @param caller the context on which they are handed out
     * @param taker takes them
     * @return succeeds once they were handed out for the first time
     */
    Future<Void> follow(Context caller, Consumer<KeySet> taker);

    /**
     * A token names a key that is not there: looks for new ones, unless that was done just now. Who follows has been told of
     * new keys by the time the future completes.
     *
     * @param caller the context on which the future completes
     * @return succeeds when there is nothing left to wait for, whether or not new keys were found
     */
    Future<Void> refresh(Context caller);

    /**
     * Keys that do not change.
     *
     * @param keys them
     * @return a source
     */
    static KeySource of(KeySet keys) {
        return new KeySource() {
            @Override
            public Future<Void> follow(Context caller, Consumer<KeySet> taker) {
                taker.accept(keys);
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> refresh(Context caller) {
                return Future.succeededFuture();
            }
        };
    }
}
