package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients ask services on the bus. */
class CallTest {
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0,"
                + "\"connectionsPerUser\":0,\"messagesPerSecond\":0}}"));
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).isEmpty();
        gateway.close();
    }

    private RawSocket connect(String path, String role) {
        Map<String, String> headers =
                role.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token("ann", role));
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private RawSocket trader() {
        RawSocket socket = connect("/ws", "TRADER");
        socket.await("connected");
        return socket;
    }

    private void service(String name, Handler<Message<JsonObject>> answer) {
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(Address.rpc(name), answer)
                .completion()
                .await();
    }

    private static void call(RawSocket socket, Object id, String service) {
        JsonObject data = new JsonObject().put("service", service).put("body", new JsonObject().put("amount", "1.50"));
        socket.send(new JsonObject()
                .put("type", "call")
                .put("id", id)
                .put("data", data)
                .encode());
    }

    private static JsonObject refused(RawSocket socket) {
        return socket.await("error").getJsonObject("data");
    }

    @Test
    void aServiceIsToldWhoAsksAndItsAnswerIsGivenAsItIs() {
        List<JsonObject> asked = new CopyOnWriteArrayList<>();
        service("risk", question -> {
            asked.add(question.body());
            question.reply(new JsonObject()
                    .put("margin", "12.30")
                    .put("deep", new JsonArray().add(1).addNull()));
        });
        RawSocket ann = trader();
        call(ann, "q1", "risk");
        JsonObject result = ann.next();
        assertThat(result.getString("type")).isEqualTo("result");
        assertThat(result.getString("id")).isEqualTo("q1");
        assertThat(result.getJsonObject("data").encode())
                .isEqualTo("{\"body\":{\"margin\":\"12.30\",\"deep\":[1,null]}}");
        ann.send("{\"type\":\"call\",\"service\":\"risk\"}");
        ann.await("result");
        assertThat(asked)
                .containsExactly(
                        new JsonObject("{\"userId\":\"ann\",\"role\":\"TRADER\",\"body\":{\"amount\":\"1.50\"}}"),
                        new JsonObject("{\"userId\":\"ann\",\"role\":\"TRADER\",\"body\":{}}"));
    }

    @Test
    void anAnswerMayBeAnyJson() {
        List<Object> answers = new ArrayList<>(List.of("yes", 7, 1.5, true, new JsonArray().add("a")));
        service("any", question -> question.reply(answers.isEmpty() ? null : answers.remove(0)));
        RawSocket ann = trader();
        for (Object expected : List.of("yes", 7, 1.5, true, new JsonArray().add("a"))) {
            call(ann, 1, "any");
            assertThat(ann.await("result").getJsonObject("data").getValue("body"))
                    .isEqualTo(expected);
        }
        call(ann, 1, "any");
        JsonObject nothing = ann.await("result").getJsonObject("data");
        assertThat(nothing.containsKey("body")).isTrue();
        assertThat(nothing.getValue("body")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'',UNAUTHORIZED", "VIEWER,FORBIDDEN"})
    void whoMayNotCallCallsNobody(String role, String code) {
        List<JsonObject> asked = new CopyOnWriteArrayList<>();
        service("risk", question -> asked.add(question.body()));
        RawSocket somebody = connect("/ws", role);
        call(somebody, 1, "risk");
        assertThat(refused(somebody).getString("code")).isEqualTo(code);
        assertThat(asked).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsUnknown() {
        RawSocket ann = trader();
        call(ann, 1, "nobody");
        JsonObject refusal = refused(ann);
        assertThat(refusal.getString("code")).isEqualTo("UNKNOWN_SERVICE");
        assertThat(refusal.encode()).doesNotContain("rpc.");
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_MESSAGE,BAD_MESSAGE",
        "UNAUTHORIZED,FORBIDDEN",
        "FORBIDDEN,FORBIDDEN",
        "RATE_LIMITED,RATE_LIMITED",
        "NOT_FOUND,INTERNAL",
        "STORE_UNAVAILABLE,STORE_UNAVAILABLE",
        "TIMEOUT,TIMEOUT"
    })
    void whatTheServiceRefusesIsToldInItsWordsUnderACodeThatIsKnown(FailureCode failure, String code) {
        service("strict", question -> question.fail(failure.number(), "not like this"));
        RawSocket ann = trader();
        call(ann, 1, "strict");
        JsonObject refusal = refused(ann);
        assertThat(refusal.getString("code")).isEqualTo(code);
        assertThat(refusal.getString("message")).isEqualTo("not like this");
        assertThat(refusal.getJsonObject("details")).isEqualTo(new JsonObject().put("failureCode", failure.number()));
    }

    @Test
    void aFailureOfItsOwnKeepsItsNumberAndALongOneIsCut() {
        service("odd", question -> question.fail(-3, "x".repeat(5_000)));
        RawSocket ann = trader();
        call(ann, 1, "odd");
        JsonObject refusal = refused(ann);
        assertThat(refusal.getString("code")).isEqualTo("INTERNAL");
        assertThat(refusal.getString("message")).hasSize(1_000);
        assertThat(refusal.getJsonObject("details").getInteger("failureCode")).isEqualTo(-3);
    }

    @Test
    void otherRequestsAreServedMeanwhileAndAnswersComeAsTheyAreGiven() {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        service("slow", waiting::add);
        service("quick", question -> question.reply("at once"));
        RawSocket ann = trader();
        call(ann, "slow", "slow");
        call(ann, "quick", "quick");
        ann.send("{\"type\":\"ping\",\"id\":\"still there\"}");
        assertThat(List.of(ann.next().getString("id"), ann.next().getString("id")))
                .containsExactlyInAnyOrder("quick", "still there");
        Awaitility.await().until(() -> waiting.size() == 1);
        waiting.get(0).reply("at last");
        assertThat(ann.next().getString("id")).isEqualTo("slow");
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForForever() {
        service("mute", question -> {});
        RawSocket ann = trader();
        call(ann, 1, "mute");
        JsonObject refusal = refused(ann);
        assertThat(refusal.getString("code")).isEqualTo("TIMEOUT");
        assertThat(refusal.getBoolean("temporary")).isTrue();
    }

    @Test
    void aConnectionHasTenCallsOpenAtATimeAndOthersHaveTheirOwn() {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        service("slow", waiting::add);
        RawSocket ann = trader();
        for (int i = 0; i < 11; i++) {
            call(ann, i, "slow");
        }
        JsonObject refusal = ann.next();
        assertThat(refusal.getInteger("id")).isEqualTo(10);
        assertThat(refusal.getJsonObject("data").getString("code")).isEqualTo("RATE_LIMITED");
        RawSocket other = trader();
        call(other, "other", "slow");
        Awaitility.await().until(() -> waiting.size() == 11);
        waiting.forEach(question -> question.reply("done"));
        Map<Object, String> answers = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            JsonObject answer = ann.next();
            answers.put(answer.getValue("id"), answer.getString("type"));
        }
        assertThat(answers).hasSize(10).containsValue("result").doesNotContainValue("error");
        assertThat(other.await("result").getString("id")).isEqualTo("other");
        call(ann, "again", "slow");
        Awaitility.await().until(() -> waiting.size() == 12);
        waiting.get(11).reply("done");
        assertThat(ann.await("result").getString("id")).isEqualTo("again");
    }

    @Test
    void anAnswerThatIsTooLongOrNoJsonIsNone() {
        service("long", question -> question.reply("é".repeat(32_768)));
        service("fits", question -> question.reply("é".repeat(32_767)));
        service("bytes", question -> question.reply(Buffer.buffer("{}")));
        RawSocket ann = trader();
        call(ann, 1, "long");
        JsonObject tooLong = refused(ann);
        assertThat(tooLong.getString("code")).isEqualTo("INTERNAL");
        assertThat(tooLong.getJsonObject("details"))
                .isEqualTo(new JsonObject().put("bytes", 65_538).put("maxBytes", 65_536));
        call(ann, 2, "bytes");
        assertThat(refused(ann).getString("message")).isEqualTo("the service's answer is no JSON");
        call(ann, 3, "fits");
        assertThat(ann.await("result").getJsonObject("data").getString("body")).hasSize(32_767);
    }

    @Test
    void anAnswerForSomebodyWhoHasGoneIsForNobody() throws IOException {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        service("slow", waiting::add);
        RawSocket ann = trader();
        call(ann, 1, "slow");
        Awaitility.await().until(() -> waiting.size() == 1);
        ann.reset();
        Awaitility.await().until(() -> gateway.figures().getInteger("sessions") == 0);
        waiting.get(0).reply("too late");
        RawSocket again = trader();
        again.send("{\"type\":\"ping\"}");
        assertThat(again.next().getString("type")).isEqualTo("pong");
    }

    @Test
    void aServiceBehindTheBridgeAnswersLikeAnyOther() {
        RawSocket service = connect("/eventbus/websocket", "ADMIN");
        service.send("{\"type\":\"register\",\"address\":\"rpc.echo\"}");
        // Refused after what came before it.
        service.send("{\"type\":\"send\",\"address\":\"node.phase\"}");
        service.await("err");
        RawSocket ann = trader();
        call(ann, 5, "echo");
        JsonObject question = service.await("rec");
        assertThat(question.getJsonObject("body").getString("userId")).isEqualTo("ann");
        service.send(new JsonObject()
                .put("type", "send")
                .put("address", question.getString("replyAddress"))
                .put("body", question.getJsonObject("body").getJsonObject("body"))
                .encode());
        assertThat(ann.await("result").getJsonObject("data").getJsonObject("body"))
                .isEqualTo(new JsonObject().put("amount", "1.50"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                              | service",
                "{'service':'a b'}               | service",
                "{'service':''}                  | service",
                "{'service':'a','body':'text'}   | body"
            })
    void aMalformedCallIsRefusedByName(String data, String field) {
        RawSocket ann = trader();
        ann.send("{\"type\":\"call\",\"data\":" + data.replace('\'', '"') + "}");
        assertThat(refused(ann).getJsonObject("details").getString("field")).isEqualTo(field);
    }
}
