package io.quotewire.feed.source.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recording: gzip'd lines {@code {"t": receive time in epoch microseconds, "m": the message as it came}}, whose times never
 * fall. Messages are gathered on the event loop and written on a worker, one piece after the other. Confined to the event loop that
 * made it; the file is touched on the worker only.
 */
public final class RecordingWriter {
    /** More than this cannot wait to be written: the disk is too slow. */
    private static final int MAX_WAITING_BYTES = 256 * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final OutputStream out;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream(BUFFER_BYTES);
    private Future<Void> writing = Future.succeededFuture();
    private long unwrittenBytes;
    private long lastMicros;
    private long messages;
    private long leftOut;

    private RecordingWriter(Vertx vertx, OutputStream out) {
        this.vertx = vertx;
        this.out = out;
    }

    /**
     * Makes a file.
     *
     * @param vertx for its worker
     * @param file a file that does not exist yet
     * @return the writer; fails with an IOException if there is such a file or it cannot be made
     */
    public static Future<RecordingWriter> create(Vertx vertx, Path file) {
        return vertx.executeBlocking(() -> new RecordingWriter(
                vertx,
                new GZIPOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), BUFFER_BYTES),
                        BUFFER_BYTES)));
    }

    /**
     * Adds a message. What is no JSON object or list is left out, and counted.
     *
     * @param receivedMicros when it came, epoch microseconds; one that is lower than the last counts as the last
     * @param message its bytes
     */
    public void add(long receivedMicros, byte[] message) {
        if (!isStructure(message)) {
            leftOut++;
            return;
        }
        lastMicros = Math.max(lastMicros, receivedMicros);
        waiting.writeBytes(("{\"t\":" + lastMicros + ",\"m\":").getBytes(StandardCharsets.US_ASCII));
        for (byte each : message) {
            // Between two tokens a line may end; inside a text JSON does not allow it.
            waiting.write(each == '\n' || each == '\r' ? ' ' : each);
        }
        waiting.writeBytes(new byte[] {'}', '\n'});
        messages++;
    }

    /**
     * Writes what has been gathered.
     *
     * @return succeeds when it is written; fails if it cannot be, or if too much waits
     */
    public Future<Void> flush() {
        if (unwrittenBytes > MAX_WAITING_BYTES) {
            return Future.failedFuture(new IOException("the disk is too slow"));
        }
        byte[] piece = waiting.toByteArray();
        waiting = new ByteArrayOutputStream(BUFFER_BYTES);
        unwrittenBytes += piece.length;
        writing = writing.compose(before -> vertx.<Void>executeBlocking(() -> write(piece)))
                .onComplete(done -> unwrittenBytes -= piece.length);
        return writing;
    }

    /**
     * Writes the rest and closes the file.
     *
     * @return succeeds when it is complete
     */
    public Future<Void> close() {
        return flush().eventually(() -> vertx.<Void>executeBlocking(this::shut));
    }

    /**
     * How many messages were added.
     *
     * @return a count
     */
    public long messages() {
        return messages;
    }

    /**
     * How many were no JSON and were left out.
     *
     * @return a count
     */
    public long leftOut() {
        return leftOut;
    }

    private @Nullable Void write(byte[] piece) throws IOException {
        out.write(piece);
        return null;
    }

    private @Nullable Void shut() throws IOException {
        out.close();
        return null;
    }

    private static boolean isStructure(byte[] message) {
        for (byte each : message) {
            if ((each & 0xFF) > ' ') {
                return each == '{' || each == '[';
            }
        }
        return false;
    }
}
