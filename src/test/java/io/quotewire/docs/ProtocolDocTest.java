package io.quotewire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.MessageType;
import io.quotewire.gateway.protocol.RequestParser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say of the protocol is what the code does. */
class ProtocolDocTest {
    private static final Path PAGE = Path.of("src", "docs", "PROTOCOL.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json( client)?\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern ERROR_ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| (yes|no) \\|", Pattern.MULTILINE);
    private static final Pattern CLOSE_ROW = Pattern.compile("^\\| (\\d{4}) \\| (yes|no) \\|", Pattern.MULTILINE);
    private static final Pattern TYPE_ROW = Pattern.compile("^\\| `([a-z_]+)`", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void everyExampleIsJsonAndWhatAClientSendsIsAccepted() throws IOException {
        List<MessageType> sent = new ArrayList<>();
        for (MatchResult example : all(EXAMPLE, Files.readString(PAGE))) {
            JsonObject json = new JsonObject(example.group(2));
            if (example.group(1) != null) {
                RequestParser.Parsed parsed =
                        RequestParser.parse(example.group(2).getBytes(StandardCharsets.UTF_8));
                assertThat(parsed.refusal()).as(example.group(2)).isNull();
                sent.add(parsed.request().type());
            } else {
                assertThat(json.getString("type")).isNotBlank();
                assertThat(json.getString("timestamp")).endsWith("Z");
            }
        }
        assertThat(Set.copyOf(sent)).containsExactlyInAnyOrder(MessageType.values());
    }

    @Test
    void theErrorTableIsTheEnum() throws IOException {
        Map<String, Boolean> table = new TreeMap<>();
        all(ERROR_ROW, Files.readString(PAGE))
                .forEach(row -> table.put(row.group(1), row.group(2).equals("yes")));
        Map<String, Boolean> code = new TreeMap<>();
        Stream.of(ErrorCode.values()).forEach(error -> code.put(error.name(), error.temporary()));
        assertThat(table).isEqualTo(code);
    }

    @Test
    void theCloseTableIsTheEnum() throws IOException {
        Map<Integer, Boolean> table = new TreeMap<>();
        all(CLOSE_ROW, Files.readString(PAGE))
                .forEach(row ->
                        table.put(Integer.valueOf(row.group(1)), row.group(2).equals("yes")));
        Map<Integer, Boolean> code = new TreeMap<>();
        Stream.of(CloseCode.values()).forEach(close -> code.put(close.number(), close.comesBack()));
        assertThat(table).isEqualTo(code);
    }

    @Test
    void theTypeTableIsTheEnum() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("### Client to server"), page.indexOf("### Server to client"));
        assertThat(all(TYPE_ROW, section).stream().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(MessageType.values())
                        .map(MessageType::wireName)
                        .toList());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("src", "docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            for (MatchResult link : all(LINK, Files.readString(page))) {
                assertThat(page.toAbsolutePath().resolveSibling(link.group(1)))
                        .as("link in " + page)
                        .exists();
            }
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
