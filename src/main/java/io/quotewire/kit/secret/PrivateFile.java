package io.quotewire.kit.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files that are their owner's only, and that are whole at any moment: whoever reads one meanwhile, or after a power cut, finds
 * what stood there before or what stands there now. Blocks: for worker threads and commands. Stateless.
 */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Puts a text in the place of what is there, if anything is.
     *
     * @param file where; its folder is made if need be
     * @param text what stands there afterwards, UTF-8
     * @throws IOException if that cannot be done; what was there is there still
     */
    public static void replace(Path file, String text) throws IOException {
        makeFolder(file);
        Path folder = Objects.requireNonNull(file.getParent());
        // A name of its own: several processes may have the same folder.
        Path aside =
                Files.createTempFile(folder, file.getFileName().toString(), ".new", permissions(file, "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /**
     * Makes an empty file where there is none, and what is there its owner's only.
     *
     * @param file where; its folder is made if need be
     * @throws IOException if that cannot be done
     */
    public static void claim(Path file) throws IOException {
        open(file).close();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Opens a file for writing, its owner's only; makes it, and its folder, if need be. */
    static FileChannel open(Path file) throws IOException {
        makeFolder(file);
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions(file, "rw-------"));
    }

    private static void makeFolder(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, permissions(file, "rwx------"));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<?>[] permissions(Path file, String posix) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
