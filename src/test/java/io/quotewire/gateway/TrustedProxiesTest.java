package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.bus.AuditEvent;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for where a request comes from. Everybody here comes from 127.0.0.1. */
class TrustedProxiesTest {
    private static GatewayHarness gateway(String... trusted) {
        return new GatewayHarness(new JsonObject()
                .put("trustedProxies", new JsonArray(List.of(trusted)))
                .put("limits", new JsonObject().put("connectionsPerIp", 2)));
    }

    /** What the audit takes for the address of a request with these headers that is refused. */
    private static String seen(GatewayHarness gateway, String... headers) {
        Queue<AuditEvent> events = new ConcurrentLinkedQueue<>();
        var consumer = gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(
                        Address.AUDIT_EVENT.text(), message -> events.add(AuditEvent.from(message.body())));
        consumer.completion().await();
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Origin: https://elsewhere.example");
        assertThat(RawHttp.once(gateway.port(), "GET", "/api/symbols", "", all.toArray(String[]::new))
                        .status())
                .isEqualTo(403);
        Awaitility.await().until(() -> !events.isEmpty());
        consumer.unregister().await();
        return events.element().ip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "203.0.113.9:4711 | 203.0.113.9",
                "2001:db8::1 | 2001:db8::1",
                "[2001:DB8:0:0::1]:443 | 2001:db8::1",
                "198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.2.3 | 203.0.113.9",
                "203.0.113.9, 10.1.2.3 , 10.3.2.1 | 203.0.113.9",
                "10.9.9.9, 10.1.2.3 | 10.9.9.9",
                "203.0.113.9, nonsense, 10.1.2.3 | 10.1.2.3",
                "203.0.113.9, unknown | 127.0.0.1",
                "'' | 127.0.0.1",
                ", | 127.0.0.1",
                "localhost | 127.0.0.1",
                "::ffff:203.0.113.9 | 203.0.113.9"
            })
    void whatAKnownProxyAddsIsBelievedAndNothingBeforeAStranger(String header, String expected) {
        try (GatewayHarness gateway = gateway("127.0.0.1", "10.0.0.0/8")) {
            assertThat(seen(gateway, "X-Forwarded-For: " + header)).isEqualTo(expected);
        }
    }

    @Test
    void severalHeadersAreOneList() {
        try (GatewayHarness gateway = gateway("127.0.0.0/8")) {
            assertThat(seen(gateway, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.9"))
                    .isEqualTo("203.0.113.9");
        }
    }

    @Test
    void aStrangersWordIsNotTaken() {
        try (GatewayHarness gateway = gateway("10.0.0.0/8");
                GatewayHarness nobody = gateway()) {
            assertThat(seen(gateway, "X-Forwarded-For: 203.0.113.9")).isEqualTo("127.0.0.1");
            assertThat(seen(nobody, "X-Forwarded-For: 203.0.113.9")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void limitsGoByTheClientAndNotByTheProxy() throws Exception {
        try (GatewayHarness gateway = gateway("127.0.0.1")) {
            List<RawSocket> sockets = new ArrayList<>();
            for (String client : List.of("203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.2")) {
                RawSocket socket = new RawSocket(gateway.port(), "/ws", Map.of("X-Forwarded-For", client));
                socket.await("connected");
                sockets.add(socket);
            }
            try (RawSocket third =
                    new RawSocket(gateway.port(), "/ws", Map.of("X-Forwarded-For", "9.9.9.9, 203.0.113.2"))) {
                assertThat(third.status()).isEqualTo(429);
            }
            for (RawSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::/129", "a/8"})
    void whatIsNoNetworkStopsTheStart(String text) {
        assertThatThrownBy(() -> gateway(text))
                .hasMessageContaining("gateway.trustedProxies")
                .hasMessageContaining("10.0.0.0/8");
    }
}
