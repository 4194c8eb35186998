package io.quotewire.feed.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.testkit.EventLoop;
import io.quotewire.testkit.PlayedFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingWriterTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop(vertx);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private RecordingWriter create(Path file) {
        return loop.await(() -> RecordingWriter.create(vertx, file));
    }

    private RecordingWriter over(PlayedFile file, long maxWaitingBytes) {
        return loop.await(() -> vertx.executeBlocking(() -> new RecordingWriter(vertx, file, maxWaitingBytes)));
    }

    private void add(RecordingWriter writer, long micros, String message) {
        loop.run(() -> writer.add(micros, message.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> read(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(file)) {
            RecordingReader.Piece piece;
            do {
                piece = reader.next();
                assertThat(piece.malformed() + piece.oversized()).isZero();
                assertThat(piece.failure()).isNull();
                piece.messages()
                        .forEach(message -> texts.add(message.receivedMicros() + " "
                                + new String(message.message(), StandardCharsets.UTF_8)));
            } while (!piece.ended());
        }
        return texts;
    }

    @Test
    void whatWasAddedIsReadAgainByteForByteAndItsTimesNeverFall() throws IOException {
        Path file = folder.resolve("new.jsonl.gz");
        RecordingWriter writer = create(file);
        add(writer, 5, "{\"a\":1.50,\"b\":\"é\"}");
        loop.await(writer::flush);
        add(writer, 4, " [1,2]");
        add(writer, 6, "{\"a\":\r\n7}");
        assertThat(writer.messages()).as("what was not flushed is not written").isEqualTo(1);
        loop.await(writer::close);

        assertThat(read(file)).containsExactly("5 {\"a\":1.50,\"b\":\"é\"}", "5 [1,2]", "6 {\"a\":  7}");
        assertThat(List.of(writer.messages(), writer.lost(), writer.leftOut())).containsExactly(3L, 0L, 0L);
    }

    @Test
    void whatAReplayCouldNotReadIsLeftOutAndCounted() throws IOException {
        Path file = folder.resolve("new.jsonl.gz");
        RecordingWriter writer = create(file);
        for (String message : List.of("", " ", "pong", "7", "\"{}\"", "\u0000{}")) {
            add(writer, 1, message);
        }
        add(writer, 2, "{\"a\":\"" + "x".repeat(RecordingReader.MAX_LINE_BYTES) + "\"}");
        String longest = "[\"" + "x".repeat(RecordingReader.MAX_LINE_BYTES - 68) + "\"]";
        add(writer, Long.MAX_VALUE, longest);
        loop.await(writer::close);

        assertThat(read(file)).containsExactly(Long.MAX_VALUE + " " + longest);
        assertThat(List.of(writer.messages(), writer.lost(), writer.leftOut())).containsExactly(1L, 0L, 7L);
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("old"), "mine");

        assertThatThrownBy(() -> create(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> create(folder.resolve("none").resolve("new"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFullDiskIsToldAndCountedAndTheFileIsClosed() throws IOException {
        PlayedFile disk = PlayedFile.withRoomFor(600_000);
        RecordingWriter writer = over(disk, NO_LIMIT);
        add(writer, 1, PlayedFile.noise(300_000));
        loop.await(writer::flush);
        add(writer, 2, PlayedFile.noise(1_000_000));
        add(writer, 3, "{}");

        assertThatThrownBy(() -> loop.await(writer::flush)).hasMessageContaining("No space left");
        add(writer, 4, "{}");
        assertThatThrownBy(() -> loop.await(writer::flush)).hasMessageContaining("No space left");
        add(writer, 5, "{}");
        assertThatThrownBy(() -> loop.await(writer::close)).hasMessageContaining("No space left");
        assertThat(List.of(writer.messages(), writer.lost())).containsExactly(1L, 4L);
        assertThat(disk.isClosed()).isTrue();
        Path cut = Files.write(folder.resolve("cut"), disk.bytes());
        try (RecordingReader reader = RecordingReader.open(cut)) {
            RecordingReader.Piece piece = reader.next();
            assertThat(piece.messages()).hasSize(1);
            assertThat(piece.failure()).isEqualTo("the gzip data ends too early");
        }
    }

    @Test
    void aSlowDiskIsToldAndWhatWaitsIsWrittenInTheEnd() throws IOException {
        PlayedFile disk = PlayedFile.held();
        RecordingWriter writer = over(disk, 200_000);
        add(writer, 1, PlayedFile.noise(300_000));
        Future<Void> first = loop.call(writer::flush);
        add(writer, 2, "{\"a\":1}");

        assertThatThrownBy(() -> loop.await(writer::flush)).hasMessage("the disk is too slow");
        assertThat(first.isComplete()).isFalse();
        Future<Void> closed = loop.call(writer::close);
        disk.release();
        EventLoop.finish(closed);
        assertThat(first.succeeded()).isTrue();
        assertThat(read(Files.write(folder.resolve("whole"), disk.bytes())))
                .hasSize(2)
                .last()
                .isEqualTo("2 {\"a\":1}");
        assertThat(List.of(writer.messages(), writer.lost())).containsExactly(2L, 0L);
        assertThat(disk.isClosed()).isTrue();
    }
}
