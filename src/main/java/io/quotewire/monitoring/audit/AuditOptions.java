package io.quotewire.monitoring.audit;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;

/**
 * The section {@code monitoring.audit}. Immutable.
 *
 * @param fileBytes how long a file may get, bytes
 * @param files how many there may be, with the one that is written
 */
public record AuditOptions(int fileBytes, int files) {
    private static final Key<Integer> FILE_BYTES = Key.of(
            "fileBytes",
            Kind.integer(1_024, Integer.MAX_VALUE),
            10_485_760,
            "Bytes after which the next file is begun.");
    private static final Key<Integer> FILES = Key.of(
            "files", Kind.integer(0, 1_000), 10, "Files that are kept, the oldest go first; 0 = nothing is written.");

    /** The declaration of the section. */
    public static final Section SECTION = Section.of(
            "audit", "What must be traceable, as JSON lines in the folder audit of data.dir.", FILE_BYTES, FILES);

    /**
     * The options from what was read.
     *
     * @param values of {@link #SECTION}
     * @return the options
     */
    public static AuditOptions from(Values values) {
        return new AuditOptions(values.get(FILE_BYTES), values.get(FILES));
    }
}
