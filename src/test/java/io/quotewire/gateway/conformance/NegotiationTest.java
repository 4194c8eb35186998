package io.quotewire.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RawSocket.Frame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group 13, RFC 7692 section 5 and 7.1: which offers of compression are taken, what is answered, and that it then works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NegotiationTest {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private GatewayHarness gateway;

    @BeforeAll
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"diagnostics\":true,\"limits\":{\"connectionsPerIp\":0}}"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | ",
                "permessage-deflate; client_no_context_takeover | ",
                "permessage-deflate; server_no_context_takeover | ",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover | ",
                "permessage-deflate; client_max_window_bits | ",
                "permessage-deflate; client_max_window_bits=8 | ",
                "permessage-deflate; client_max_window_bits=9 | ",
                "permessage-deflate; client_max_window_bits=15 | ",
                "permessage-deflate; client_max_window_bits=\"10\" | ",
                "permessage-deflate; client_max_window_bits=\"1\\0\" | ",
                "permessage-deflate; server_max_window_bits=15 | ; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"15\" | ; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=15; client_max_window_bits | ; server_max_window_bits=15",
                "permessage-deflate;client_max_window_bits;server_no_context_takeover | ",
                "permessage-deflate ; client_max_window_bits = 12 | ",
                ", , permessage-deflate , | ",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | ",
                "permessage-deflate; unknown, permessage-deflate; client_max_window_bits=16, permessage-deflate | ",
                "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits | ",
                "bbf-usp-protocol; eid=\"x\", permessage-deflate | ",
                "permessage-deflate, permessage-deflate; server_max_window_bits=15 | ",
            })
    void whatCanBeMetIsTaken(String offer, String more) throws IOException {
        try (RawSocket socket = connect(offer)) {
            assertThat(socket.header(EXTENSIONS)).isEqualTo(AGREED + (more == null ? "" : more));
            byte[] prose = Wire.prose(5_000);
            socket.bytes(Wire.frame(Wire.FIN | Wire.RSV1 | Wire.TEXT, Packed.deflated(prose)));
            Frame echo = socket.frame();
            assertThat(echo.first()).isEqualTo(Wire.FIN | Wire.RSV1 | Wire.TEXT);
            assertThat(Packed.inflated(echo.payload())).isEqualTo(prose);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=9",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=0",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; server_max_window_bits=nonsense",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=09",
                "permessage-deflate; client_max_window_bits=+9",
                "permessage-deflate; client_max_window_bits=99999999999",
                "permessage-deflate; client_no_context_takeover=1",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=9; client_max_window_bits=9",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
                "permessage-deflate; unknown",
                "permessage-deflate; unknown=1",
                "permessage-deflate; Client_max_window_bits",
                "permessage-deflate2",
                "permessage-bzip2",
                "x-webkit-deflate-frame",
                "deflate-frame",
            })
    void whatCannotBeMetIsDeclinedAndTheRestWorks(String offer) throws IOException {
        try (RawSocket socket = connect(offer)) {
            assertThat(socket.header(EXTENSIONS)).isNull();
            byte[] prose = Wire.prose(5_000);
            socket.bytes(Wire.frame(Wire.FIN | Wire.TEXT, prose));
            Frame echo = socket.frame();
            assertThat(echo.first()).isEqualTo(Wire.FIN | Wire.TEXT);
            assertThat(echo.payload()).isEqualTo(prose);
            socket.bytes(Wire.frame(Wire.FIN | Wire.RSV1 | Wire.TEXT, Packed.deflated(prose)));
            assertThat(socket.frame().closeCode()).isEqualTo(1002);
        }
    }

    /** Offers in several headers are one list. */
    @ParameterizedTest
    @CsvSource({"x-unknown, permessage-deflate", "permessage-deflate; unknown, permessage-deflate"})
    void offersInTwoHeadersAreOneList(String first, String second) throws IOException {
        try (RawSocket socket = connect(first + "\r\n" + EXTENSIONS + ": " + second)) {
            assertThat(socket.header(EXTENSIONS)).isEqualTo(AGREED);
        }
    }

    private RawSocket connect(String offer) {
        RawSocket socket = new RawSocket(gateway.port(), "/diagnostics/echo", Map.of(EXTENSIONS, offer));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }
}
