package io.quotewire.monitoring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The resident memory of this process as the system last told it. {@link #read} reads a file: not for an event loop.
 * Thread-safe.
 */
public final class ResidentMemory {
    private static final String PREFIX = "VmRSS:";
    private static final long BYTES_PER_KIB = 1_024;

    private final Path file;
    private final AtomicLong bytes = new AtomicLong();

    /** Of this process, as Linux tells it. */
    public ResidentMemory() {
        this(Path.of("/proc/self/status"));
    }

    ResidentMemory(Path file) {
        this.file = file;
    }

    /**
     * What was read last.
     *
     * @return bytes; 0 where the system does not tell
     */
    public long bytes() {
        return bytes.get();
    }

    /** Asks the system; where it does not tell, the value stays 0. */
    public void read() {
        if (!Files.isReadable(file)) {
            return;
        }
        try {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(PREFIX))
                    .findFirst()
                    .ifPresent(line -> bytes.set(kib(line) * BYTES_PER_KIB));
        } catch (IOException gone) {
            bytes.set(0);
        }
    }

    /** A line is {@code VmRSS:     12345 kB}. */
    private static long kib(String line) {
        String digits = line.substring(PREFIX.length()).replace("kB", "").strip();
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty() ? Long.parseLong(digits) : 0;
    }
}
