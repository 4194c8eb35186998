package io.quotewire.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResidentMemoryTest {
    @TempDir
    Path folder;

    private long read(String text) throws IOException {
        ResidentMemory memory = new ResidentMemory(Files.writeString(folder.resolve("status"), text));
        memory.read();
        return memory.bytes();
    }

    @Test
    void isReadFromTheLineOfTheSystem() throws IOException {
        assertThat(read("Name:\tjava\nVmHWM:\t   99 kB\nVmRSS:\t   12345 kB\n")).isEqualTo(12_345L * 1_024);
    }

    @Test
    void isZeroWhereTheSystemDoesNotTell() throws IOException {
        assertThat(read("Name:\tjava\n")).isZero();
        assertThat(read("VmRSS:\tmuch\n")).isZero();
        ResidentMemory none = new ResidentMemory(folder.resolve("absent"));
        none.read();
        assertThat(none.bytes()).isZero();
    }
}
