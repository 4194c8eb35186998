package io.quotewire.architecture.broken.feed;

import io.vertx.core.eventbus.EventBus;

/** Broken on purpose: an address made up on the spot. */
public final class SpeaksFreely {
    void speak(EventBus bus) {
        bus.publish("feed.ticks", "hello");
    }
}
