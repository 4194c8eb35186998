package io.quotewire.monitoring.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit's files: {@code audit-0.jsonl} is written, {@code audit-0.1.jsonl} is the newest of those that are full. Processes
 * that share a folder have a number each, held by a lock. Blocks; one thread at a time.
 */
final class AuditFile implements AutoCloseable {
    private static final int MAX_PROCESSES = 64;
    private final Path folder;
    private final AuditOptions options;
    private @Nullable FileChannel lock;
    private @Nullable FileChannel out;
    private int number;
    private long length;

    AuditFile(Path folder, AuditOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /** Appends lines, each to be ended here; what was appended before stays whole if this fails. */
    void append(List<String> lines) throws IOException {
        FileChannel open = out == null ? open() : out;
        for (String line : lines) {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (length > 0 && length + bytes.remaining() > options.fileBytes()) {
                rotate();
                open = open();
            }
            write(open, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private void write(FileChannel open, ByteBuffer bytes) throws IOException {
        long before = length;
        try {
            while (bytes.hasRemaining()) {
                length += open.write(bytes);
            }
        } catch (IOException full) {
            try {
                cut(open, before);
            } catch (IOException alsoFailed) {
                full.addSuppressed(alsoFailed);
            }
            throw full;
        }
    }

    /** Half a line is taken back, so that the next one can be read. Then the file is opened anew. */
    private void cut(FileChannel open, long before) throws IOException {
        try {
            open.truncate(before);
        } finally {
            closeFile();
        }
    }

    private FileChannel open() throws IOException {
        if (lock == null) {
            createFolder();
            takeNumber();
        }
        FileChannel opened = FileChannel.open(file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = opened;
        length = opened.size();
        return opened;
    }

    private void createFolder() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void takeNumber() throws IOException {
        for (int i = 0; i < MAX_PROCESSES; i++) {
            FileChannel candidate = FileChannel.open(
                    folder.resolve("audit-" + i + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(candidate)) {
                lock = candidate;
                number = i;
                return;
            }
            candidate.close();
        }
        throw new IOException("more than " + MAX_PROCESSES + " processes share " + folder);
    }

    private static boolean isFree(FileChannel candidate) throws IOException {
        try {
            FileLock taken = candidate.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private void rotate() throws IOException {
        closeFile();
        Files.deleteIfExists(file(options.files() - 1));
        for (int i = options.files() - 2; i >= 0; i--) {
            if (Files.exists(file(i))) {
                Files.move(file(i), file(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void closeFile() throws IOException {
        FileChannel open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }

    private Path file(int age) {
        return folder.resolve("audit-" + number + (age == 0 ? "" : "." + age) + ".jsonl");
    }
}
