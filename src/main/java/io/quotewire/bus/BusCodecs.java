package io.quotewire.bus;

import io.vertx.core.eventbus.EventBus;

/** Makes the event bus know the contract's types. */
public final class BusCodecs {
    private BusCodecs() {}

    /**
     * Registers every codec; once for each Vert.x instance, before a verticle is deployed.
     *
     * @param bus the event bus
     * @throws IllegalStateException if they are registered already
     */
    public static void register(EventBus bus) {
        bus.registerDefaultCodec(TickBatch.class, new TickBatchCodec());
        bus.registerDefaultCodec(TickTurn.class, new TickTurnCodec());
        bus.registerDefaultCodec(QuoteSnapshot.class, new QuoteSnapshotCodec());
        bus.registerDefaultCodec(TickDigest.class, new TickDigestCodec());
        bus.registerDefaultCodec(SymbolStatuses.class, new SymbolStatusesCodec());
    }
}
