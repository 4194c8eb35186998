package io.quotewire.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what nodes have written down in the folders of a test, audits and logs, after the test: the search for secrets goes
 * over it when all tests have run.
 */
public final class WrittenDown implements AfterEachCallback {
    private static final Path KEPT = Path.of("target", "written");
    private static final AtomicLong COUNT = new AtomicLong();

    /** Made by JUnit, by name. */
    public WrittenDown() {}

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (!Files.isDirectory(TestFolders.root())) {
            return;
        }
        Files.walkFileTree(TestFolders.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isWritten(file)) {
                    keep(file, context.getRequiredTestClass().getSimpleName());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The audit's files, logs, and what processes say on stderr; on stdout stand results, such as tokens. */
    private static boolean isWritten(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jsonl") || name.endsWith(".log") || name.matches("err.*\\.txt");
    }

    private static void keep(Path file, String test) throws IOException {
        Files.createDirectories(KEPT);
        String name =
                ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-" + test + "-" + file.getFileName();
        Files.copy(file, KEPT.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
