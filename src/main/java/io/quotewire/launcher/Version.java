package io.quotewire.launcher;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What release this is. */
final class Version implements IVersionProvider {
    /** The release as the jar says it; "development" where there is no jar. */
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    static String line() {
        return "quotewire " + text();
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }
}
