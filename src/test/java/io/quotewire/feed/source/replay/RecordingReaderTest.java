package io.quotewire.feed.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingReaderTest {
    @TempDir
    private Path folder;

    @Test
    void plainAndZippedFilesReadTheSame() throws IOException {
        List<String> lines = List.of(Recordings.line(1, "{\"a\":1.50}"), Recordings.line(2, "[1,\"é\"]"));

        assertThat(texts(Recordings.plain(folder, lines))).containsExactly("1 {\"a\":1.50}", "2 [1,\"é\"]");
        assertThat(texts(Recordings.zipped(folder, lines))).containsExactly("1 {\"a\":1.50}", "2 [1,\"é\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":5,\"m\":{\"a\":\"b\"}}",
                "{\"m\":{\"a\":\"b\"},\"t\":5}",
                " { \"t\" : 5 , \"x\" : [1,{}] , \"m\" : {\"a\":\"b\"} } ",
                "{\"é\":\"ü\",\"t\":5,\"m\":{\"a\":\"b\"}}\r",
            })
    void theMessageIsCutOutByteForByte(String line) {
        RecordedMessage message = RecordedMessage.of(line.getBytes(StandardCharsets.UTF_8));

        assertThat(message).isNotNull();
        assertThat(message.receivedMicros()).isEqualTo(5);
        assertThat(new String(message.message(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "{}",
                "{\"t\":5}",
                "{\"m\":{}}",
                "{\"t\":\"5\",\"m\":{}}",
                "{\"t\":5,\"m\":\"text\"}",
                "{\"t\":5,\"m\":7}",
                "{\"t\":5,\"m\":{}",
                "{\"t\":5,\"m\":{\"a\":}}",
                "{\"t\":5,\"m\":{}} x",
                "{\"t\":99999999999999999999,\"m\":{}}",
            })
    void aBrokenLineIsNone(String line) {
        assertThat(RecordedMessage.of(line.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void brokenLinesAreCountedAndBlankOnesAreNot() throws IOException {
        Path file = Recordings.plain(
                folder, List.of("x", Recordings.line(1, "{}"), "", "\r", "{", Recordings.line(2, "{}")));
        try (RecordingReader reader = RecordingReader.open(file)) {
            RecordingReader.Piece piece = reader.next();

            assertThat(piece.messages()).hasSize(2);
            assertThat(piece.malformed()).isEqualTo(2);
            assertThat(piece.ended()).isTrue();
            assertThat(piece.failure()).isNull();
        }
    }

    @Test
    void aLineThatIsTooLongIsCountedAndLeftOut() throws IOException {
        String tooLong = Recordings.line(1, "{\"a\":\"" + "x".repeat(RecordingReader.MAX_LINE_BYTES) + "\"}");
        Path file = Recordings.plain(folder, List.of(tooLong, Recordings.line(2, "{}")));
        int oversized = 0;
        int messages = 0;
        try (RecordingReader reader = RecordingReader.open(file)) {
            RecordingReader.Piece piece;
            do {
                piece = reader.next();
                oversized += piece.oversized();
                messages += piece.messages().size();
            } while (!piece.ended());
        }

        assertThat(oversized).isEqualTo(1);
        assertThat(messages).isEqualTo(1);
    }

    @Test
    void piecesAreBoundedAndLoseNothing() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lines.add(Recordings.line(i, "{\"n\":" + i + "}"));
        }
        Path file = Recordings.zipped(folder, lines);
        int pieces = 0;
        long expected = 0;
        try (RecordingReader reader = RecordingReader.open(file)) {
            RecordingReader.Piece piece;
            do {
                piece = reader.next();
                pieces++;
                assertThat(piece.messages().size()).isLessThanOrEqualTo(1_024);
                for (RecordedMessage message : piece.messages()) {
                    assertThat(message.receivedMicros()).isEqualTo(expected++);
                }
            } while (!piece.ended());
        }

        assertThat(expected).isEqualTo(5_000);
        assertThat(pieces).isGreaterThan(4);
    }

    @Test
    void aCutGzipGivesWhatCameBeforeAndSaysSo() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(Recordings.line(i, "{\"n\":\"" + Integer.toHexString(i * 7919) + "\"}"));
        }
        try (RecordingReader reader = RecordingReader.open(Recordings.truncated(folder, lines))) {
            RecordingReader.Piece piece = reader.next();

            assertThat(piece.ended()).isTrue();
            assertThat(piece.failure()).isEqualTo("the gzip data ends too early");
            assertThat(piece.messages()).hasSizeBetween(1, 49);
        }
    }

    @Test
    void anEmptyFileHasNoMessages() throws IOException {
        try (RecordingReader reader = RecordingReader.open(Recordings.write(folder.resolve("empty"), new byte[0]))) {
            assertThat(reader.next()).isEqualTo(new RecordingReader.Piece(List.of(), 0, 0, true, null));
        }
    }

    @Test
    void aMissingFileIsAClearFailure() {
        assertThatThrownBy(() -> RecordingReader.open(folder.resolve("none")).close())
                .isInstanceOfSatisfying(
                        NoSuchFileException.class,
                        failure -> assertThat(RecordingReader.text(failure)).isEqualTo("no such file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'ticker','product_id':'A-B'} | COINBASE",
                "{'type':'subscriptions','channels':[]} | COINBASE",
                "{'stream':'x@trade','data':{}} | BINANCE",
                "{'e':'trade','E':1} | BINANCE",
                "{'u':1,'s':'X','b':'1','B':'1','a':'1','A':'1'} | BINANCE",
                "{'channel':'ticker','timestamp':'x','sequence_num':1,'events':[]} |",
                "{'channel':'heartbeat'} |",
                "[324,{'a':[]},'ticker','XBT/USD'] |",
                "{'topic':'publicTrade.X','ts':1,'type':'snapshot','data':[]} |",
                "{'arg':{},'data':[]} |",
                "{'bitcoin':'6929.82'} | COINCAP",
                "{'result':null,'id':1} |",
                "{ |",
            })
    void theExchangeIsToldFromTheFieldNames(String message, Exchange exchange) {
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(Exchange.of(bytes).orElse(null)).isEqualTo(exchange);
    }

    private static List<String> texts(Path file) throws IOException {
        try (RecordingReader reader = RecordingReader.open(file)) {
            return reader.next().messages().stream()
                    .map(message ->
                            message.receivedMicros() + " " + new String(message.message(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
