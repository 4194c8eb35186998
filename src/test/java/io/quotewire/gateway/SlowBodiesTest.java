package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever begins a body and does not come to its end is cut, byte by byte or not, and nothing of it is left. */
class SlowBodiesTest {
    private static final int CLIENTS = 40;
    private static final String TOKEN = "Authorization: Bearer " + GatewayHarness.token("u", "ADMIN");
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0,\"handshakeSeconds\":2}}"));
        before = gateway.figures();
    }

    @AfterEach
    void stop() {
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).isEmpty();
        gateway.close();
    }

    /** On a connection that has had a request already, as on one that has not. */
    private RawHttp begun(String path, String length) {
        RawHttp http = new RawHttp(gateway.port());
        assertThat(http.ask("GET", "/sockjs/info", "").status()).isEqualTo(200);
        http.bytes(("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + TOKEN + "\r\n" + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return http;
    }

    private List<RawHttp> crowd() {
        List<RawHttp> crowd = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String path = switch (i % 4) {
                case 0 -> "/api/notifications";
                case 1 -> "/sockjs/000/" + UUID.randomUUID() + "/xhr_send";
                case 2 -> "/sockjs/000/" + UUID.randomUUID() + "/jsonp_send";
                default -> "/nowhere";
            };
            crowd.add(begun(path, i % 8 < 4 ? "Content-Length: 60000" : "Transfer-Encoding: chunked"));
        }
        return crowd;
    }

    @Test
    void aBodyThatTricklesInIsCut() {
        List<RawHttp> crowd = crowd();
        Awaitility.await().until(() -> gateway.figures().getInteger("requestless") == CLIENTS);
        Awaitility.await().until(() -> {
            crowd.forEach(http -> http.bytes(new byte[] {'1'}));
            return gateway.figures().getInteger("requestless") == 0;
        });
        for (RawHttp http : crowd) {
            http.drain();
            http.close();
        }
    }

    @Test
    void aClientThatGoesInTheMiddleOfItsBodyIsNotWaitedFor() {
        List<RawHttp> crowd = crowd();
        Awaitility.await().until(() -> gateway.figures().getInteger("requestless") == CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            if (i % 16 < 8) {
                crowd.get(i).reset();
            } else {
                crowd.get(i).close();
            }
        }
    }

    @Test
    void bodiesInTimeAreTakenMeanwhile() {
        String url = "/sockjs/000/" + UUID.randomUUID();
        List<RawHttp> slow = crowd();
        try (RawHttp http = new RawHttp(gateway.port())) {
            assertThat(http.ask("POST", url + "/xhr", "").body()).isEqualTo("o\n");
            for (int i = 0; i < 10; i++) {
                assertThat(http.ask("POST", url + "/xhr_send", "[\"{}\"]").status())
                        .isEqualTo(204);
            }
            slow.forEach(RawHttp::drain);
            assertThat(http.ask("GET", "/sockjs/info", "").status()).isEqualTo(200);
        }
        slow.forEach(RawHttp::close);
    }
}
