package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.Listening;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.VanishingClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The limits of PROTOCOL over the wire: what is just allowed passes, one more is refused as it says, and it comes back. Where
 * each one has its tests:
 *
 * <table>
 * <caption>Limits</caption>
 * <tr><td>connectionsPerNode, connectionsPerIp</td><td>here, {@code ReceptionTest}, {@link VanishingClientsTest}</td></tr>
 * <tr><td>connectionsPerUser</td><td>here; across nodes, and of one that is killed: {@code LimitsIT}</td></tr>
 * <tr><td>handshakesPerSecondPerIp, authFailuresPerMinutePerIp</td><td>{@link AddressLimitsTest}; exactly, with a clock: {@code ReceptionTest},
 *     {@code AddressRatesTest}</td></tr>
 * <tr><td>messagesPerSecond, burst</td><td>here; with a clock: {@code TokenBucketTest}</td></tr>
 * <tr><td>subscriptionsPerConnection</td><td>here; by role: {@link RoleChangeTest}</td></tr>
 * <tr><td>maxMessageBytes, fragments</td><td>here; every shape: {@code ConformanceTest}; compressed: {@code BombsIT};
 *     SockJS: {@code HttpTransportsTest}</td></tr>
 * <tr><td>frames a second</td><td>here; with a clock: {@code FrameMeterTest}; floods: {@link FloodTest}</td></tr>
 * <tr><td>handshakeSeconds</td><td>here; heads: {@link HandshakeDeadlineTest}; bodies: {@link SlowBodiesTest}</td></tr>
 * <tr><td>idleSeconds, heartbeatSeconds</td><td>here; {@link VanishingClientsTest}</td></tr>
 * <tr><td>queueBytes</td><td>{@link FloodTest}, {@link StalledSockJsTest}, {@link LastWordsTest}, {@code DeafClientsIT}</td></tr>
 * </table>
 */
class LimitsTest extends LimitedGateway {
    private enum Way {
        LEAVES,
        IS_RESET,
        IS_KILLED
    }

    private Runnable visitor(Way way) throws IOException {
        if (way == Way.IS_KILLED) {
            VanishingClient client = new VanishingClient(gateway.port());
            return client::kill;
        }
        RawSocket socket = connected(ANONYMOUS);
        return () -> {
            try {
                if (way == Way.LEAVES) {
                    socket.leave();
                } else {
                    socket.reset();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aNodeTakesSoManyAndAgainWhenOneHasGone(Way way) throws IOException {
        start("'connectionsPerNode':2,'connectionsPerIp':0");
        Runnable goes = visitor(way);
        connected(ANONYMOUS);
        RawSocket third = open("/ws", ANONYMOUS);
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        goes.run();
        awaitLetIn(ANONYMOUS);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAddressTakesSoManyAndAgainWhenOneHasGone(Way way) throws IOException {
        start("'connectionsPerIp':2");
        Runnable goes = visitor(way);
        connected(ANONYMOUS);
        RawSocket third = open("/ws", ANONYMOUS);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        goes.run();
        awaitLetIn(ANONYMOUS);
    }

    @Test
    void theAddressesOfOneNetworkCountTogetherAndAreShownAsTheyAre() throws IOException {
        start("'connectionsPerIp':2", ",'trustedProxies':['127.0.0.1']");
        gateway.deployMonitoring(dir);
        connected(from("2001:db8::1"));
        connected(from("2001:db8::2"));
        assertThat(status(from("2001:db8::3:4:5:6"))).isEqualTo(429);
        assertThat(status(from("2001:db8:0:1::1"))).isEqualTo(101);
        assertThat(new AuditRows(dir).await("RATE_LIMITED", "IP_FULL").getString("ip"))
                .isEqualTo("2001:db8::3:4:5:6");
    }

    @Test
    void aUserTakesSoManyAndAgainWhenOneHasGone() throws IOException {
        start("'connectionsPerUser':2");
        RawSocket first = connected(as("ann"));
        connected(as("ann"));
        connected(as("bob"));
        assertThat(closedWith(open("/ws", as("ann")))).isEqualTo(4008);
        RawSocket late = connected(ANONYMOUS);
        late.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("ann", "TRADER") + "\"}");
        assertThat(closedWith(late)).isEqualTo(4008);
        first.reset();
        Awaitility.await().until(() -> isLetInAs("ann"));
    }

    /** What is said to them comes after the counts were asked. */
    private boolean isLetInAs(String user) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws")) {
            socket.await("connected");
            socket.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token(user, "TRADER") + "\"}");
            return socket.next().getString("type").equals("authenticated");
        }
    }

    @Test
    void aBurstOfMessagesIsTakenAndOneMoreIsNot() {
        start("'messagesPerSecond':1,'burst':3");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            all.writeBytes(frame(0x81, "{\"type\":\"symbols\"}".getBytes(StandardCharsets.UTF_8)));
        }
        socket.bytes(all.toByteArray());
        for (int i = 0; i < 3; i++) {
            assertThat(socket.next().getString("type")).isEqualTo("symbols");
        }
        JsonObject error = socket.next().getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(error.getLong("retryAfterMs")).isBetween(1L, 1_000L);
        socket.send(PING);
        socket.await("pong");
    }

    @Test
    void aConnectionHasSoManySubscriptionsAndAgainWhenOneHasEnded() {
        start("'subscriptionsPerConnection':2");
        RawSocket socket = connected(ANONYMOUS);
        socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\",\"ETH-USD\",\"SOL-USD\"]}");
        assertThat(channels(socket.await("subscription_confirmed"))).hasSize(2);
        JsonObject refused = socket.await("subscription_failed").getJsonObject("data");
        assertThat(refused.getString("code")).isEqualTo("SUBSCRIPTION_LIMIT");
        assertThat(refused.getString("channel")).isEqualTo("prices:SOL-USD");
        socket.send("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
        socket.await("unsubscribed");
        socket.send("{\"type\":\"subscribe\",\"symbols\":[\"SOL-USD\"]}");
        assertThat(channels(socket.await("subscription_confirmed"))).hasSize(1);
    }

    private static JsonArray channels(JsonObject confirmed) {
        return confirmed.getJsonObject("data").getJsonArray("channels");
    }

    @ParameterizedTest
    @CsvSource({"65536,pong,0", "65537,closed,1009"})
    void aMessageHasSoManyBytes(int bytes, String answer, int code) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        socket.frame(0x81, (PING + " ".repeat(bytes - PING.length())).getBytes(StandardCharsets.UTF_8));
        check(socket.next(), answer, code);
    }

    @ParameterizedTest
    @CsvSource({"64,pong,0", "65,closed,1009"})
    void aMessageComesInSoManyFragments(int fragments, String answer, int code) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(0x01, PING.getBytes(StandardCharsets.UTF_8)));
        for (int i = 2; i < fragments; i++) {
            all.writeBytes(frame(0x00, new byte[] {' '}));
        }
        all.writeBytes(frame(0x80, new byte[] {' '}));
        socket.bytes(all.toByteArray());
        check(socket.next(), answer, code);
    }

    private static void check(JsonObject message, String type, int code) {
        assertThat(message.getString("type")).isEqualTo(type);
        assertThat(message.getInteger("code", 0)).isEqualTo(code);
    }

    /** Frames that come together are seen at one moment; the messages in them are free of the other rate. */
    @ParameterizedTest
    @CsvSource({"200,200,false", "201,200,true"})
    void aConnectionSendsSoManyFramesASecond(int frames, int answered, boolean closed) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            all.writeBytes(frame(i % 2 == 0 ? 0x89 : 0x8A, new byte[0]));
        }
        socket.bytes(all.toByteArray());
        if (closed) {
            RawSocket.Frame last = socket.frame();
            while (last.first() == 0x8A) {
                last = socket.frame();
            }
            assertThat(last.closeCode()).isEqualTo(1008);
        } else {
            for (int i = 0; i < answered / 2; i++) {
                assertThat(socket.frame().first()).isEqualTo(0x8A);
            }
            assertThat(gateway.figures().getInteger("sessions")).isEqualTo(1);
        }
    }

    @Test
    void whoMustSayWhoTheyAreHasSoLong() {
        start("'handshakeSeconds':1", ",'auth':{'anonymous':false}");
        RawSocket known = connected(ANONYMOUS);
        known.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("ann", "TRADER") + "\"}");
        known.await("authenticated");
        assertThat(closedWith(connected(ANONYMOUS))).isEqualTo(4401);
        known.send(PING);
        known.await("pong");
    }

    @Test
    void whoWantsNothingIsSentAwayAndWhoHasASubscriptionIsNot() {
        start("'idleSeconds':1");
        RawSocket wants = connected(ANONYMOUS);
        wants.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
        wants.await("subscription_confirmed");
        assertThat(closedWith(connected(ANONYMOUS))).isEqualTo(4408);
        wants.send(PING);
        wants.await("pong");
    }

    /** {@link RawSocket} answers no pings; the other one does. */
    @Test
    void whoAnswersNoPingIsDeadAfterThreeAndWhoAnswersIsNot() {
        start("'heartbeatSeconds':1");
        WebSocket answers = Listening.open("ws://127.0.0.1:" + gateway.port() + "/ws", message -> {});
        RawSocket silent = connected(ANONYMOUS);
        assertThat(closedWith(silent)).isEqualTo(4408);
        Awaitility.await().until(() -> gateway.figures().getInteger("sessions") == 1);
        answers.sendText(PING, true).join();
        answers.abort();
    }

    private static byte[] frame(int first, byte[] payload) {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
