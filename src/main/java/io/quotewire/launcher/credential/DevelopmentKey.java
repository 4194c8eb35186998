package io.quotewire.launcher.credential;

import io.quotewire.launcher.settings.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * A random key of 256 bits in a file that only its owner can read. Whichever process comes first makes it; the others,
 * at the same moment too, find that one.
 */
final class DevelopmentKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final Path file;

    DevelopmentKey(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("development.key");
    }

    Path file() {
        return file;
    }

    String readOrMake(SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(random);
            }
            keepPrivate();
            return checked(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | UnsupportedOperationException e) {
            String reason = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : e.getClass().getSimpleName();
            throw new RefusedException(file + ": the development key can be neither read nor made (" + reason
                    + "); allowed: a data.dir that can be written, or gateway.auth.secret");
        }
    }

    /** Written aside and linked to its name: nobody ever reads half a key, and the first one to come wins. */
    private void make(SecureRandom random) throws IOException {
        Files.createDirectories(folder, permissions(folder, OWNER_ONLY_FOLDER));
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
        Path aside = folder.resolve("development.key." + ProcessHandle.current().pid() + "." + random.nextInt(1 << 30));
        try {
            Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (SeekableByteChannel channel = Files.newByteChannel(aside, options, permissions(folder, OWNER_ONLY))) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            }
            publish(aside);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private void publish(Path aside) throws IOException {
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links: the move does not replace what is there either.
            if (!Files.exists(file)) {
                Files.move(aside, file);
            }
        }
    }

    private void keepPrivate() throws IOException {
        if (hasPermissions(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private String checked(String text) {
        try {
            if (Base64.getUrlDecoder().decode(text).length == BYTES) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new RefusedException(
                file + ": found no key of 256 bits; allowed: one in base64url. Delete the file to have a new one made");
    }

    private static FileAttribute<?>[] permissions(Path near, Set<PosixFilePermission> permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
    }
}
