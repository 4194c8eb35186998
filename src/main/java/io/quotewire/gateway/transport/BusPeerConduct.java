package io.quotewire.gateway.transport;

import io.quotewire.gateway.limit.Conduct;
import io.quotewire.gateway.limit.FrameMeter;
import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.limit.ThreatLevel;
import io.vertx.core.json.JsonObject;

/**
 * How a peer of the bridge behaves: by the same limits as a client over {@code /ws}. Whom they do not concern is not asked
 * about here. Confined to the peer's event loop.
 */
final class BusPeerConduct {
    private final FrameMeter frames;
    private final Conduct conduct;
    private boolean insists;

    /** Nothing has come yet, at this time of a steady clock, milliseconds. */
    BusPeerConduct(LimitOptions limits, long nowMs) {
        frames = new FrameMeter(limits.framesPerSecond());
        conduct = new Conduct(limits, nowMs);
    }

    /** One more frame; true if that was too many. */
    boolean floods(long nowMs) {
        return frames.add(nowMs);
    }

    /** Takes a message; false if it is beyond a rate. */
    boolean isWithinRate(JsonObject message, long nowMs) {
        Object type = message.getValue("type");
        boolean subscription = "register".equals(type) || "unregister".equals(type);
        Conduct.Kind kind = subscription ? Conduct.Kind.SUBSCRIPTION : Conduct.Kind.OTHER;
        return "ping".equals(type) || conduct.take(kind, nowMs) == 0;
    }

    /** A message was beyond a rate; true if that was too often. */
    boolean strikesOut(long nowMs) {
        return conduct.threat(nowMs).strike(nowMs) >= ThreatLevel.STRIKES;
    }

    /** An address was refused. */
    void denied(long nowMs) {
        insists = conduct.threat(nowMs).violate(nowMs);
    }

    /** Whether it goes on trying what it may not. */
    boolean insists() {
        return insists;
    }
}
