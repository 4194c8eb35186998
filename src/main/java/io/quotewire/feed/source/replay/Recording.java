package io.quotewire.feed.source.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording being read on a worker, one piece after the other in order. Its calls do not block and are made on the
 * event loop; the reader itself is touched on the worker only, one task at a time.
 */
final class Recording {
    private final Vertx vertx;
    private final Path file;
    private final ReaderSlot slot = new ReaderSlot();
    private boolean open;

    Recording(Vertx vertx, Path file) {
        this.vertx = vertx;
        this.file = file;
    }

    /** The next piece, the file being opened for the first; fails with an IOException if it cannot be. */
    Future<RecordingReader.Piece> next() {
        open = true;
        return vertx.executeBlocking(() -> slot.next(file));
    }

    /** Closes the file; {@link #next} would begin anew. */
    Future<Void> close() {
        return vertx.<Void>executeBlocking(slot::close).onComplete(done -> open = false);
    }

    boolean isOpen() {
        return open;
    }

    /** Holds the reader: ordered tasks of one context see each other's writes. */
    private static final class ReaderSlot {
        private @Nullable RecordingReader reader;

        RecordingReader.Piece next(Path file) throws IOException {
            RecordingReader current = reader;
            if (current == null) {
                current = RecordingReader.open(file);
                reader = current;
            }
            return current.next();
        }

        @Nullable
        Void close() throws IOException {
            RecordingReader current = reader;
            reader = null;
            if (current != null) {
                current.close();
            }
            return null;
        }
    }
}
