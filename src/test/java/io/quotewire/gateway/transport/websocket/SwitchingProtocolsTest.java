package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SwitchingProtocolsTest {
    private final SwitchingProtocols answers = new SwitchingProtocols("ours.v1");

    private String answer(MultiMap headers, String extensions) {
        // The key of RFC 6455 section 1.3.
        headers.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return new String(answers.to(headers, extensions), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theKeyIsAnsweredAsTheStandardsExampleHasIt() {
        assertThat(answer(MultiMap.caseInsensitiveMultiMap(), null))
                .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                        + "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    }

    @Test
    void ourSubprotocolIsFoundAmongTheOfferedOnesInWhateverHeader() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Sec-WebSocket-Protocol", "theirs")
                .add("Sec-WebSocket-Protocol", "bearer.x , ours.v1");

        assertThat(answer(headers, null)).endsWith("=\r\nsec-websocket-protocol: ours.v1\r\n\r\n");
    }

    @Test
    void aSubprotocolThatIsNotOursIsNotAgreed() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Sec-WebSocket-Protocol", "ours.v10, Ours.v1");

        assertThat(answer(headers, null)).doesNotContain("sec-websocket-protocol");
    }

    @Test
    void agreedExtensionsAreNamed() {
        assertThat(answer(MultiMap.caseInsensitiveMultiMap(), "permessage-deflate; client_no_context_takeover"))
                .endsWith("\r\nsec-websocket-extensions: permessage-deflate; client_no_context_takeover\r\n\r\n");
    }

    @Test
    void oneAnswerLeavesNothingToTheNext() {
        String first = answer(MultiMap.caseInsensitiveMultiMap(), "x");

        assertThat(answer(MultiMap.caseInsensitiveMultiMap(), "x")).isEqualTo(first);
    }
}
