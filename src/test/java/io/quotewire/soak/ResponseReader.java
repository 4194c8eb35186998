package io.quotewire.soak;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Tells when the responses on one connection begin and end. Confined to one event loop. */
final class ResponseReader {
    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK
    }

    private final IntConsumer begun;
    private final Runnable ended;
    private Buffer pending = Buffer.buffer();
    private Part part = Part.HEAD;
    private int left;

    /**
     * A reader.
     *
     * @param begun is given the status when a head has come
     * @param ended is told when the response has come whole
     */
    ResponseReader(IntConsumer begun, Runnable ended) {
        this.begun = begun;
        this.ended = ended;
    }

    void add(Buffer more) {
        pending.appendBuffer(more);
        boolean moved = true;
        while (moved) {
            moved = switch (part) {
                case HEAD -> head();
                case BODY -> skip(left, Part.HEAD);
                case CHUNK_SIZE -> chunkSize();
                case CHUNK -> skip(left + 2, left == 0 ? Part.HEAD : Part.CHUNK_SIZE);
            };
        }
    }

    private boolean head() {
        String text = pending.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        consume(end + 4);
        boolean chunked = head.contains("\r\ntransfer-encoding: chunked");
        left = chunked ? 0 : contentLength(head);
        part = chunked ? Part.CHUNK_SIZE : Part.BODY;
        begun.accept(Integer.parseInt(head.split(" ", 3)[1]));
        return true;
    }

    private static int contentLength(String head) {
        String name = "\r\ncontent-length: ";
        int at = head.indexOf(name);
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + name.length()).split("\r\n", 2)[0]);
    }

    private boolean chunkSize() {
        String text = pending.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n");
        if (end < 0) {
            return false;
        }
        left = Integer.parseInt(text.substring(0, end), 16);
        consume(end + 2);
        part = Part.CHUNK;
        return true;
    }

    private boolean skip(int bytes, Part next) {
        if (pending.length() < bytes) {
            return false;
        }
        consume(bytes);
        part = next;
        if (next == Part.HEAD) {
            ended.run();
        }
        return true;
    }

    private void consume(int bytes) {
        pending = pending.getBuffer(bytes, pending.length());
    }
}
