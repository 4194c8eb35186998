package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event-bus bridge on a plain WebSocket, message by message. */
class EventBusGatewayTest {
    private static final String PATH = "/eventbus/websocket";
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":2}}"));
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        gateway.close();
    }

    private RawSocket connect(String role) {
        RawSocket socket = role == null
                ? new RawSocket(gateway.port(), PATH)
                : new RawSocket(
                        gateway.port(),
                        PATH,
                        Map.of("Authorization", "Bearer " + GatewayHarness.token("u-" + role, role)));
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static JsonObject sent(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json                                                        | invalid_json",
                "[]                                                             | invalid_json",
                "{}                                                             | missing_type",
                "{'type':7,'address':'quotes.snapshot'}                         | invalid_type",
                "{'type':'sing','address':'quotes.snapshot'}                    | invalid_type",
                "{'type':'send'}                                                | missing_address",
                "{'type':'send','address':7}                                    | missing_address",
                "{'type':'register','address':''}                               | missing_address",
                "{'type':'send','address':'quotes.snapshot','headers':'x'}      | invalid_json",
                "{'type':'send','address':'quotes.snapshot','headers':[]}       | invalid_json",
                "{'type':'send','address':'quotes.snapshot','headers':{'a':{}}} | invalid_json",
                "{'type':'send','address':'quotes.snapshot','replyAddress':7}   | invalid_reply_address",
                "{'type':'send','address':'feed.ticks','body':{}}               | access_denied",
                "{'type':'publish','address':'quotes.BTC-USD','body':{}}        | access_denied",
                "{'type':'register','address':'node.phase'}                     | access_denied",
                "{'type':'register','address':'rpc.'}                           | access_denied",
                "{'type':'unregister','address':'rpc.x'}                        | access_denied",
            })
    void whatIsWrongIsToldAndTheNextMessageWorks(String message, String error) {
        RawSocket socket = connect("ADMIN");
        socket.send(message.replace('\'', '"'));
        assertThat(socket.next()).isEqualTo(new JsonObject().put("type", "err").put("body", error));
        gateway.vertx().eventBus().consumer("rpc.works", asked -> asked.reply("yes"));
        socket.send(sent("send", "rpc.works").put("replyAddress", "r").encode());
        assertThat(socket.next().getString("body")).isEqualTo("yes");
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void longAddressesTwoRegistrationsAndLongReplyAddressesAreRefused() {
        RawSocket socket = connect("ADMIN");
        socket.send(sent("register", "rpc." + "x".repeat(200)).encode());
        assertThat(socket.next().getString("body")).isEqualTo("max_address_length_reached");
        socket.send(sent("register", "rpc.x").encode());
        socket.send(sent("register", "rpc.x").encode());
        assertThat(socket.next().getString("body")).isEqualTo("address_already_registered");
        socket.send(sent("send", "rpc.y").put("replyAddress", "r".repeat(37)).encode());
        assertThat(socket.next().getString("body")).isEqualTo("invalid_reply_address");
    }

    @Test
    void anAnswerThatDoesNotComeIsToldWithItsReason() {
        RawSocket socket = connect("ADMIN");
        socket.send(sent("send", "rpc.nobody").put("replyAddress", "r").encode());
        assertThat(socket.next())
                .isEqualTo(new JsonObject()
                        .put("type", "err")
                        .put("address", "r")
                        .put("message", "No handlers for address rpc.nobody")
                        .put("failureCode", -1)
                        .put("failureType", "NO_HANDLERS"));
        gateway.vertx().eventBus().consumer("rpc.fails", asked -> asked.fail(42, "as asked"));
        socket.send(sent("send", "rpc.fails").put("replyAddress", "r").encode());
        JsonObject failed = socket.next();
        assertThat(failed.getInteger("failureCode")).isEqualTo(42);
        assertThat(failed.getString("message")).isEqualTo("as asked");
    }

    @Test
    void aLowerRoleEndsWhatItDoesNotAllow() {
        RawSocket peer = connect("ADMIN");
        peer.send(sent("register", "quotes.BTC-USD").encode());
        peer.send(sent("register", "alert.raised").encode());
        JsonObject lower = new JsonObject().put("Authorization", "Bearer " + GatewayHarness.token("u-ADMIN", "VIEWER"));
        peer.send(sent("unregister", "quotes.ETH-USD").put("headers", lower).encode());
        assertThat(peer.await("err"))
                .isEqualTo(new JsonObject()
                        .put("type", "err")
                        .put("body", "access_denied")
                        .put("address", "alert.raised"));
        peer.await("err");
        gateway.vertx().eventBus().publish("alert.raised", new JsonObject());
        gateway.vertx().eventBus().publish("quotes.BTC-USD", new JsonObject());
        assertThat(peer.next().getString("address")).isEqualTo("quotes.BTC-USD");
    }

    @Test
    void headersTravelBothWaysButNoCredentialDoes() {
        RawSocket service = connect("ADMIN");
        service.send(sent("register", "rpc.echo").encode());
        // Refused after what came before it.
        service.send(sent("send", "node.phase").put("body", 1).encode());
        assertThat(service.await("err").getString("body")).isEqualTo("access_denied");
        RawSocket asking = connect(null);
        JsonObject headers = new JsonObject()
                .put("Authorization", "Bearer " + GatewayHarness.token("other", "SUPER_ADMIN"))
                .put("kind", "k")
                .put("number", 7);
        asking.send(sent("send", "rpc.echo")
                .put("headers", headers)
                .put("body", 1)
                .put("replyAddress", "r")
                .encode());
        JsonObject come = service.await("rec");
        assertThat(come.getJsonObject("headers"))
                .isEqualTo(new JsonObject().put("kind", "k").put("number", "7"));
        service.send(sent("send", come.getString("replyAddress"))
                .put("body", "first")
                .put("replyAddress", "s")
                .encode());
        JsonObject reply = asking.await("rec");
        assertThat(reply.getString("address")).isEqualTo("r");
        asking.send(sent("send", reply.getString("replyAddress"))
                .put("body", "second")
                .encode());
        assertThat(service.await("rec"))
                .isEqualTo(
                        new JsonObject().put("type", "rec").put("address", "s").put("body", "second"));
        // An answer is taken once.
        asking.send(sent("send", reply.getString("replyAddress"))
                .put("body", "again")
                .encode());
        assertThat(asking.await("err").getString("body")).isEqualTo("access_denied");
    }

    @Test
    void rolesDecideAndACredentialThatIsNoGoodEndsIt() {
        RawSocket nobody = connect(null);
        nobody.send(sent("register", "quotes.BTC-USD").encode());
        assertThat(nobody.next().getString("body")).isEqualTo("not_logged_in");
        nobody.send("{\"type\":\"ping\"}");
        nobody.send(sent("send", "quotes.snapshot")
                .put("headers", new JsonObject().put("Authorization", "Bearer no.good.token"))
                .encode());
        assertThat(nobody.next().getString("body")).isEqualTo("auth_error");
        assertThat(nobody.next())
                .isEqualTo(new JsonObject().put("type", "closed").put("code", 4401));
        RawSocket viewer = connect("VIEWER");
        viewer.send(sent("register", "quotes.BTC-USD").encode());
        viewer.send(sent("register", "audit.event").encode());
        assertThat(viewer.next().getString("body")).isEqualTo("access_denied");
        viewer.send(sent("send", "notifications.publish").encode());
        assertThat(viewer.next().getString("body")).isEqualTo("access_denied");
        assertThat(new RawSocket(gateway.port(), PATH, Map.of("Authorization", "Bearer no.good.token")).status())
                .isEqualTo(401);
        assertThat(new RawSocket(gateway.port(), PATH, Map.of("Origin", "https://elsewhere.example")).status())
                .isEqualTo(403);
    }

    @Test
    void aUserHasAsManyConnectionsAsAllowed() {
        gateway.vertx().eventBus().consumer("rpc.works", asked -> asked.reply("yes"));
        String question = sent("send", "rpc.works").put("replyAddress", "r").encode();
        List<RawSocket> open = new ArrayList<>(List.of(connect("ADMIN"), connect("ADMIN"), connect("ADMIN")));
        // Which of them is one too many is decided after the handshake, and until then it is served.
        List<RawSocket> refused = new ArrayList<>();
        Awaitility.await().until(() -> {
            for (RawSocket socket : open) {
                socket.send(question);
                if (socket.next().getInteger("code", 0) == 4008) {
                    refused.add(socket);
                }
            }
            return open.removeAll(refused);
        });
        assertThat(refused).hasSize(1);
        for (RawSocket socket : open) {
            socket.send(question);
            assertThat(socket.next().getString("body")).isEqualTo("yes");
        }
    }

    @Test
    void usersMayNotFloodAndServicesMaySendAsTheyLike() {
        gateway.vertx().eventBus().consumer(Address.QUOTES_SNAPSHOT.text(), asked -> asked.reply(1));
        String question =
                sent("send", "quotes.snapshot").put("replyAddress", "r").encode();
        RawSocket user = connect("TRADER");
        RawSocket service = connect("ADMIN");
        for (int i = 0; i < 50; i++) {
            user.send(question);
        }
        for (int i = 0; i < 1_000; i++) {
            service.send(question);
        }
        assertThat(user.await("err").getString("body")).isEqualTo("rate_limited");
        for (int i = 0; i < 1_000; i++) {
            assertThat(service.next().getString("type")).isEqualTo("rec");
        }
    }

    @Test
    void whoDoesNotReadIsClosedAndWhatIsNoJsonIsNotPassedOn() {
        RawSocket socket = connect("ADMIN");
        socket.send(sent("register", "rpc.flood").encode());
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);
        gateway.vertx().eventBus().publish("rpc.flood", io.vertx.core.buffer.Buffer.buffer("no JSON"));
        String body = "x".repeat(8_000);
        Awaitility.await().until(() -> {
            for (int i = 0; i < 200; i++) {
                gateway.vertx().eventBus().publish("rpc.flood", body, new DeliveryOptions().setLocalOnly(true));
            }
            return gateway.figures().getInteger("busPeers") == 0;
        });
        JsonObject last = socket.next();
        assertThat(last.getString("body")).isEqualTo(body);
    }

    @Test
    void interestInQuotesIsToldAtOnceAndAgainUntilNobodyListens() {
        List<List<String>> told = new CopyOnWriteArrayList<>();
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(
                        Address.QUOTES_INTEREST.text(),
                        message -> told.add(QuoteInterest.from(message.body()).symbols()));
        RawSocket socket = connect("VIEWER");
        socket.send(sent("register", "quotes.ETH-USD").encode());
        socket.send(sent("register", "quotes.BTC-USD").encode());
        Awaitility.await().until(() -> told.contains(List.of("BTC-USD", "ETH-USD")));
        int soFar = told.size();
        Awaitility.await().until(() -> told.size() > soFar);
        gateway.vertx().eventBus().publish("quotes.BTC-USD", new JsonObject().put("price", "1.0"));
        assertThat(socket.await("rec"))
                .isEqualTo(new JsonObject(
                        "{\"type\":\"rec\",\"address\":\"quotes.BTC-USD\",\"body\":{\"price\":\"1.0\"}}"));
    }

    @Test
    void diagnosticsAreOpenToEverybodyAndOpenNothingElse() {
        try (GatewayHarness diagnostic = new GatewayHarness(new JsonObject("{\"diagnostics\":true}"));
                RawSocket socket = new RawSocket(diagnostic.port(), PATH)) {
            socket.send(sent("register", "news.tick").encode());
            assertThat(socket.await("rec").getJsonObject("body").getLong("count"))
                    .isPositive();
            socket.send(sent("unregister", "news.tick").encode());
            socket.send(sent("register", "news.mine").encode());
            socket.send(sent("publish", "news.mine").put("body", "to all").encode());
            assertThat(next(socket, "news.mine").getString("body")).isEqualTo("to all");
            socket.send(sent("send", "svc.echo")
                    .put("body", 7)
                    .put("replyAddress", "r")
                    .encode());
            assertThat(next(socket, "r").getInteger("body")).isEqualTo(7);
            socket.send(sent("send", "svc.headers")
                    .put("headers", new JsonObject().put("a", "b"))
                    .put("replyAddress", "h")
                    .encode());
            assertThat(next(socket, "h").getJsonObject("body")).isEqualTo(new JsonObject().put("a", "b"));
            socket.send(sent("send", "svc.fail").put("replyAddress", "f").encode());
            JsonObject failed = socket.await("err");
            assertThat(failed.getInteger("failureCode")).isEqualTo(42);
            assertThat(failed.getString("message")).isEqualTo("as asked");
            socket.send(sent("register", "quotes.BTC-USD").encode());
            assertThat(socket.await("err").getString("body")).isEqualTo("not_logged_in");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        RawSocket ordinary = connect(null);
        ordinary.send(sent("send", "svc.echo").put("replyAddress", "r").encode());
        assertThat(ordinary.next().getString("body")).isEqualTo("not_logged_in");
    }

    private static JsonObject next(RawSocket socket, String address) {
        JsonObject message = socket.await("rec");
        while (!address.equals(message.getString("address"))) {
            message = socket.await("rec");
        }
        return message;
    }

    @Test
    void aShutdownSendsPeersAway() {
        RawSocket socket = connect("ADMIN");
        socket.send(sent("register", "rpc.x").encode());
        gateway.drain();
        assertThat(socket.next())
                .isEqualTo(new JsonObject().put("type", "closed").put("code", 1001));
        gateway = new GatewayHarness(new JsonObject());
        before = gateway.figures();
    }
}
