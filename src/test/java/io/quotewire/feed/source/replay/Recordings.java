package io.quotewire.feed.source.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes recordings for tests. */
final class Recordings {
    private Recordings() {}

    static String line(long micros, String message) {
        return "{\"t\":" + micros + ",\"m\":" + message + "}";
    }

    static String match(String product, String price, long sequence) {
        return "{\"type\":\"match\",\"product_id\":\"" + product + "\",\"sequence\":" + sequence + ",\"price\":\""
                + price + "\",\"size\":\"1\",\"side\":\"sell\",\"time\":\"2024-01-01T00:00:00Z\"}";
    }

    static Path plain(Path folder, List<String> lines) {
        return write(folder.resolve("plain.jsonl"), bytes(lines));
    }

    static Path zipped(Path folder, List<String> lines) {
        return write(folder.resolve("zipped.jsonl.gz"), gzip(bytes(lines)));
    }

    /** Cut in the middle of the compressed bytes. */
    static Path truncated(Path folder, List<String> lines) {
        byte[] whole = gzip(bytes(lines));
        return write(folder.resolve("cut.jsonl.gz"), java.util.Arrays.copyOf(whole, whole.length - 30));
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
