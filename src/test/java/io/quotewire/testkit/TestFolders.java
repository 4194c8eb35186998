package io.quotewire.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Makes the folders of tests below one of this process, where {@link WrittenDown} finds what is in them. */
public final class TestFolders implements TempDirFactory {
    /** Made by JUnit, by name. */
    public TestFolders() {}

    /** Where they all are. */
    static Path root() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "quotewire-tests-" + ProcessHandle.current().pid());
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(root()), "junit");
    }
}
