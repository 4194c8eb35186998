package io.quotewire.architecture.broken.kit;

import java.util.concurrent.ConcurrentHashMap;

/** Broken on purpose: a concurrent map as a meeting place. */
public final class MeetingPlace {
    final ConcurrentHashMap<String, String> guests = new ConcurrentHashMap<>();
}
