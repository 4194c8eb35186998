package io.quotewire.launcher.process;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

/** Never ends its stop: what a second signal is for. */
public final class StuckVerticle extends VerticleBase {
    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        System.err.println("stuck");
        return Promise.promise().future();
    }
}
