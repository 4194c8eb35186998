package io.quotewire.architecture.broken.feed;

import io.quotewire.architecture.broken.bus.Address;
import io.vertx.core.eventbus.EventBus;

/** Breaks no rule: it asks for the address. */
public final class InnocentSpeaker {
    void speak(EventBus bus) {
        bus.publish(Address.TICKS.name(), "hello");
    }
}
