/**
 * Recordings played as if they were live. A recording is a file of JSON lines, gzipped or not, each
 * {@code {"t": receive time in epoch microseconds, "m": the message as the exchange sent it}}.
 *
 * <p>{@link io.quotewire.feed.source.replay.ReplaySource} plays on the event loop what
 * {@link io.quotewire.feed.source.replay.RecordingReader} reads ahead on a worker;
 * {@link io.quotewire.feed.source.replay.Exchange} tells from a message whose it is. May know {@code source} and the
 * exchanges' packages.
 */
@NullMarked
package io.quotewire.feed.source.replay;

import org.jspecify.annotations.NullMarked;
