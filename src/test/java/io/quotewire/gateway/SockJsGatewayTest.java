package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The sessions of the gateway behind SockJS: same protocol, same limits, nothing left behind. */
class SockJsGatewayTest {
    private static final String SUBSCRIBE = "[\"{\\\"type\\\":\\\"subscribe\\\",\\\"symbols\\\":[\\\"BTC-USD\\\"]}\"]";

    private static final String SUBSCRIBE_TO_ALL =
            SUBSCRIBE.replace("\\\"symbols", "\\\"mode\\\":\\\"all\\\",\\\"symbols");

    @Test
    void aPollingClientGetsWhatAWebSocketGets() {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2}"))) {
            gateway.ticks("BTC-USD", "1.50");
            JsonObject before = gateway.figures();
            String url = url();
            assertThat(post(gateway, url + "/xhr", "").body()).isEqualTo("o\n");
            assertThat(poll(gateway, url).get(0).getString("type")).isEqualTo("connected");
            assertThat(post(gateway, url + "/xhr_send", SUBSCRIBE).status()).isEqualTo(204);
            List<String> types = new ArrayList<>();
            while (!types.contains("update")) {
                poll(gateway, url).forEach(message -> types.add(message.getString("type")));
            }
            assertThat(types).containsExactly("subscription_confirmed", "update");
            JsonObject figures = gateway.figures();
            assertThat(figures.getJsonObject("connectionsByType").getInteger("sockjs"))
                    .isEqualTo(1);
            assertThat(figures.getInteger("connections")).isEqualTo(1);
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void aCookieNamesTheUserAndABadTokenIsRefusedBeforeAnythingOpens() {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject())) {
            String url = url();
            String cookie = "Cookie: quotewire_token=" + GatewayHarness.token("alice", "TRADER");
            assertThat(RawHttp.once(gateway.port(), "POST", url + "/xhr", "", cookie)
                            .body())
                    .isEqualTo("o\n");
            assertThat(poll(gateway, url).get(0).getJsonObject("data").getString("user"))
                    .isEqualTo("alice");
            RawHttp.Answer refused =
                    RawHttp.once(gateway.port(), "POST", url() + "/xhr", "", "Cookie: quotewire_token=nonsense");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).contains("UNAUTHORIZED");
        }
    }

    @Test
    void closeCodesArriveAsFrames() {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject())) {
            JsonObject before = gateway.figures();
            String url = url();
            post(gateway, url + "/xhr", "");
            post(gateway, url + "/xhr_send", "[\"{\\\"type\\\":\\\"authenticate\\\",\\\"token\\\":\\\"x\\\"}\"]");
            List<String> frames = new ArrayList<>();
            Awaitility.await().until(() -> {
                frames.add(post(gateway, url + "/xhr", "").body());
                return frames.get(frames.size() - 1).startsWith("c[");
            });
            assertThat(frames.get(frames.size() - 1)).isEqualTo("c[4401,\"the credential was refused\"]\n");
            gateway.awaitFigures(before);
        }
    }

    @Test
    void aSessionIsOneConnectionWhereverItsRequestsComeFrom() {
        try (GatewayHarness gateway =
                new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"limits\":{\"connectionsPerIp\":2}}"))) {
            JsonObject before = gateway.figures();
            String url = url();
            for (int i = 0; i < 5; i++) {
                post(gateway, url + "/xhr", "");
                post(gateway, url + "/xhr_send", "[\"{\\\"type\\\":\\\"ping\\\"}\"]");
            }
            assertThat(gateway.figures().getInteger("connections")).isEqualTo(1);
            assertThat(post(gateway, url() + "/xhr", "").body()).isEqualTo("o\n");
            RawHttp.Answer third = post(gateway, url() + "/xhr", "");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("retry-after")).isEqualTo("1");
            RawSocket socket = new RawSocket(gateway.port(), "/sockjs/0/0/websocket");
            assertThat(socket.status()).isEqualTo(429);
            gateway.awaitFigures(before);
        }
    }

    @Test
    void aReaderThatStallsIsClosedAndItsConnectionCut() {
        String[] prices = new String[1000];
        Arrays.fill(prices, "1.50");
        try (GatewayHarness gateway =
                new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"limits\":{\"queueBytes\":16777216}}"))) {
            gateway.ticks("BTC-USD", "1.50");
            JsonObject before = gateway.figures();
            String url = url();
            post(gateway, url + "/xhr", "");
            post(gateway, url + "/xhr_send", SUBSCRIBE_TO_ALL);
            Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == 1);
            for (int i = 0; i < 50; i++) {
                gateway.ticks("BTC-USD", prices);
            }
            gateway.awaitDealtWith();
            try (RawHttp stalled = new RawHttp(gateway.port(), 4096)) {
                stalled.send("1.1", "POST", url + "/xhr", "");
                Awaitility.await().until(() -> {
                    gateway.ticks("BTC-USD", prices);
                    return gateway.figures().getInteger("subscriptions") == 0;
                });
                gateway.awaitFigures(before);
                int length = Integer.parseInt(stalled.head().header("content-length"));
                assertThat(length).isGreaterThan(4_000_000);
                assertThat(stalled.drain()).isLessThan(length);
            }
        }
    }

    @Test
    void clientsThatVanishLeaveNothingBehind() {
        try (GatewayHarness gateway =
                new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"limits\":{\"connectionsPerIp\":0}}"))) {
            JsonObject before = gateway.figures();
            List<RawHttp> open = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String url = url();
                post(gateway, url + "/xhr", "");
                post(gateway, url + "/xhr_send", SUBSCRIBE);
                if (i % 4 != 0) {
                    RawHttp http = new RawHttp(gateway.port());
                    open.add(http);
                    http.begin("POST", url + (i % 4 == 1 ? "/xhr" : "/xhr_streaming"), "");
                }
            }
            assertThat(gateway.figures().getInteger("sockJsSessions")).isEqualTo(40);
            assertThat(gateway.figures().getInteger("connections")).isEqualTo(40);
            for (int i = 0; i < open.size(); i++) {
                if (i % 2 == 0) {
                    open.get(i).close();
                } else {
                    open.get(i).reset();
                }
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /** Sessions and connections fall on the same loop or on two, as it comes. */
    @RepeatedTest(10)
    void drainTellsEverybodyWhoAsks() {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2}"))) {
            String url = url();
            post(gateway, url + "/xhr", "");
            try (RawHttp stream = new RawHttp(gateway.port())) {
                stream.begin("POST", url + "/xhr_streaming", "");
                stream.chunk();
                assertThat(stream.chunk()).contains("connected");
                gateway.drain();
                assertThat(stream.chunk()).contains("shutdown", "reconnectAfterMs");
                assertThat(stream.chunk()).isEqualTo("c[1001,\"the node shuts down\"]\n");
            }
        }
    }

    @Test
    void aConnectionIsNeverCutUnderAThousandRequests() throws Exception {
        try (GatewayHarness gateway =
                new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"limits\":{\"connectionsPerIp\":0}}"))) {
            try (RawHttp connection = new RawHttp(gateway.port())) {
                for (int i = 0; i < 500; i++) {
                    String url = "/sockjs/000/session" + i;
                    assertThat(connection.ask("POST", url + "/xhr", "").body()).isEqualTo("o\n");
                    RawHttp.Answer sent =
                            connection.ask("POST", url + "/xhr_send", "[\"{\\\"type\\\":\\\"ping\\\"}\"]");
                    assertThat(sent.status()).isEqualTo(204);
                }
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void theLibraryIsThereAndRawWebSocketsAreLikeWs() throws Exception {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject())) {
            String page = RawHttp.once(gateway.port(), "GET", "/sockjs/iframe.html", "")
                    .body();
            String library = page.replaceAll("(?s).*<script src=\"([^\"]*)\".*", "$1");
            RawHttp.Answer answer = RawHttp.once(gateway.port(), "GET", library, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("bootstrap_iframe");
            try (RawSocket raw = new RawSocket(
                    gateway.port(),
                    "/sockjs/websocket",
                    Map.of("Authorization", "Bearer " + GatewayHarness.token("bob", "TRADER")))) {
                assertThat(raw.await("connected").getJsonObject("data").getString("user"))
                        .isEqualTo("bob");
                raw.send("{\"type\":\"ping\",\"id\":1}");
                assertThat(raw.await("pong").getInteger("id")).isEqualTo(1);
            }
        }
    }

    private static String url() {
        return "/sockjs/000/" + UUID.randomUUID();
    }

    private static RawHttp.Answer post(GatewayHarness gateway, String path, String body) {
        return RawHttp.once(gateway.port(), "POST", path, body);
    }

    private static List<JsonObject> poll(GatewayHarness gateway, String url) {
        String body = post(gateway, url + "/xhr", "").body();
        assertThat(body).startsWith("a[");
        return new JsonArray(body.substring(1))
                .stream().map(message -> new JsonObject((String) message)).toList();
    }
}
