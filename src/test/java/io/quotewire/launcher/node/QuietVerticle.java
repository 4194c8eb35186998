package io.quotewire.launcher.node;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** A verticle that starts, stops and does nothing. */
public final class QuietVerticle extends VerticleBase {
    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }
}
