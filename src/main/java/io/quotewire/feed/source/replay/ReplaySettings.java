package io.quotewire.feed.source.replay;

import java.nio.file.Path;

/**
 * What to play, and how.
 *
 * @param feed the feed's name
 * @param file the recording
 * @param speed how many times as fast as it was recorded
 * @param loop whether to begin again at its end
 * @param from where in it to begin, each time
 */
public record ReplaySettings(String feed, Path file, double speed, boolean loop, Seek from) {}
