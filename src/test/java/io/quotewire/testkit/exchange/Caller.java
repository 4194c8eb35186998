package io.quotewire.testkit.exchange;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/** One client of an emulated exchange. On the exchange's loop. */
public final class Caller {
    private final EmulatedExchange exchange;
    private final Wire wire;
    /** The products it has subscribed to. */
    private final Set<String> products = new LinkedHashSet<>();

    /** Single streams, where products are not subscribed as a whole. */
    private final Set<String> streams = new LinkedHashSet<>();

    private long second;
    private int messages;
    private boolean silent;
    private boolean ended;

    Caller(EmulatedExchange exchange, Wire wire) {
        this.exchange = exchange;
        this.wire = wire;
    }

    public EmulatedExchange exchange() {
        return exchange;
    }

    public Wire wire() {
        return wire;
    }

    public Set<String> products() {
        return products;
    }

    public Set<String> streams() {
        return streams;
    }

    /** Says nothing more, but still hears and answers a close. */
    public void fallSilent() {
        silent = true;
    }

    public boolean isSilent() {
        return silent;
    }

    /** What the exchange says by itself. */
    public void say(String text) {
        if (!silent && !ended) {
            wire.text(text);
        }
    }

    public void say(JsonObject message) {
        say(message.encode());
    }

    /** Counts what it sends; false if that is too much. */
    boolean mayWithin(long nowSecond, int most) {
        messages = second == nowSecond ? messages + 1 : 1;
        second = nowSecond;
        return messages <= most;
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}
