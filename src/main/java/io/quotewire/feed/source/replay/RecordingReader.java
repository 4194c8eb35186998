package io.quotewire.feed.source.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording piece by piece; never holds more than one piece and one line. It blocks: for a worker, one call at a
 * time.
 */
final class RecordingReader implements AutoCloseable {
    /** Longer lines are counted and left out. */
    static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private static final int MAX_PIECE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_PIECE_LINES = 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    /**
     * What was read at once.
     *
     * @param messages in their order
     * @param malformed how many lines were broken
     * @param oversized how many lines were too long
     * @param ended whether nothing follows
     * @param failure why it ends before its end, if so
     */
    record Piece(
            List<RecordedMessage> messages,
            int malformed,
            int oversized,
            boolean ended,
            @Nullable String failure) {}

    private RecordingReader(InputStream in) {
        this.in = in;
    }

    /** Opens a file, gzipped or not: its first bytes tell. */
    static RecordingReader open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            raw.mark(2);
            boolean zipped = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
            raw.reset();
            return new RecordingReader(
                    zipped ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES) : raw);
        } catch (IOException unreadable) {
            raw.close();
            throw unreadable;
        }
    }

    /** What went wrong with a file, for a person. */
    static String text(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof EOFException) {
            return "the gzip data ends too early";
        }
        if (failure instanceof ZipException) {
            return "the gzip data is damaged";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The next piece; never throws for what the file holds. */
    Piece next() {
        List<RecordedMessage> messages = new ArrayList<>();
        int malformed = 0;
        int oversized = 0;
        int lines = 0;
        long bytes = 0;
        try {
            while (lines < MAX_PIECE_LINES && bytes < MAX_PIECE_BYTES) {
                if (!readLine()) {
                    return new Piece(messages, malformed, oversized, true, null);
                }
                lines++;
                bytes += line.size();
                RecordedMessage message = tooLong || isBlank() ? null : RecordedMessage.of(line.toByteArray());
                if (message != null) {
                    messages.add(message);
                } else if (tooLong) {
                    oversized++;
                } else if (!isBlank()) {
                    malformed++;
                }
            }
        } catch (IOException failure) {
            return new Piece(messages, malformed, oversized, true, text(failure));
        }
        return new Piece(messages, malformed, oversized, false, null);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads up to a line's end; false at the end of the file. */
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        int next = in.read();
        if (next < 0) {
            return false;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() < MAX_LINE_BYTES) {
                line.write(next);
            } else {
                tooLong = true;
            }
            next = in.read();
        }
        return true;
    }

    private boolean isBlank() {
        return line.size() == 0 || (line.size() == 1 && line.toByteArray()[0] == '\r');
    }
}
