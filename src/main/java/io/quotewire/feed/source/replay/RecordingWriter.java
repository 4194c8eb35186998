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

    /** What a line has beside its message, at the most. */
    private static final int LINE_BYTES = 64;

    private final Vertx vertx;
    private final OutputStream file;
    private final OutputStream zipped;
    private final long maxWaitingBytes;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream(BUFFER_BYTES);
    private long waitingMessages;
    private Future<Void> writing = Future.succeededFuture();
    private long unwrittenBytes;
    private long lastMicros;
    private long messages;
    private long lost;
    private long leftOut;

    /**
     * A recording that begins.
     *
     * @param vertx for its worker
     * @param file takes its bytes, and is closed with it
     * @param maxWaitingBytes more than this cannot wait to be written
     * @throws IOException if nothing can be written; the file is left open
     */
    public RecordingWriter(Vertx vertx, OutputStream file, long maxWaitingBytes) throws IOException {
        this.vertx = vertx;
        this.file = file;
        this.maxWaitingBytes = maxWaitingBytes;
        zipped = new GZIPOutputStream(new BufferedOutputStream(file, BUFFER_BYTES), BUFFER_BYTES);
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
                vertx, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), MAX_WAITING_BYTES));
    }

    /**
     * Adds a message. What is no JSON object or list, or longer than a replay reads, is left out, and counted.
     *
     * @param receivedMicros when it came, epoch microseconds; one that is lower than the last counts as the last
     * @param message its bytes
     */
    public void add(long receivedMicros, byte[] message) {
        if (!isStructure(message) || message.length > RecordingReader.MAX_LINE_BYTES - LINE_BYTES) {
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
        waitingMessages++;
    }

    /**
     * Writes what has been gathered.
     *
     * @return succeeds when it is written; fails if it cannot be, or if too much waits
     */
    public Future<Void> flush() {
        return unwrittenBytes > maxWaitingBytes
                ? Future.failedFuture(new IOException("the disk is too slow"))
                : writeAll();
    }

    /**
     * Writes the rest, however long that takes, and closes the file.
     *
     * @return succeeds when it is complete; fails if anything could not be written, the file is closed then too
     */
    public Future<Void> close() {
        return writeAll()
                .transform(written -> vertx.<Void>executeBlocking(this::shut)
                        .compose(shut ->
                                written.succeeded() ? Future.succeededFuture() : Future.failedFuture(written.cause())));
    }

    private Future<Void> writeAll() {
        byte[] piece = waiting.toByteArray();
        long count = waitingMessages;
        waiting = new ByteArrayOutputStream(BUFFER_BYTES);
        waitingMessages = 0;
        unwrittenBytes += piece.length;
        writing = writing.compose(before -> vertx.<Void>executeBlocking(() -> write(piece)))
                .onComplete(done -> {
                    unwrittenBytes -= piece.length;
                    messages += done.succeeded() ? count : 0;
                    lost += done.succeeded() ? 0 : count;
                });
        return writing;
    }

    /**
     * How many messages were written.
     *
     * @return a count
     */
    public long messages() {
        return messages;
    }

    /**
     * How many were added, and could not be written.
     *
     * @return a count
     */
    public long lost() {
        return lost;
    }

    /**
     * How many were no JSON, or too long, and were left out.
     *
     * @return a count
     */
    public long leftOut() {
        return leftOut;
    }

    private @Nullable Void write(byte[] piece) throws IOException {
        zipped.write(piece);
        return null;
    }

    /** The end of what is zipped may fit no more: the file is to be closed all the same. */
    private @Nullable Void shut() throws IOException {
        try (OutputStream closing = file) {
            zipped.close();
        }
        return null;
    }

    private static boolean isStructure(byte[] message) {
        for (byte each : message) {
            if (each != ' ' && each != '\t' && each != '\n' && each != '\r') {
                return each == '{' || each == '[';
            }
        }
        return false;
    }
}
