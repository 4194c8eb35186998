package io.quotewire.architecture.broken.bus;

import io.vertx.core.Vertx;

/** Broken on purpose: the contract needs no Vertx. */
public final class KnowsVertx {
    private KnowsVertx() {}

    static void end(Vertx vertx) {
        vertx.close();
    }
}
