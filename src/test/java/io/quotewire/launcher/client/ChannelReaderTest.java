package io.quotewire.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelReaderTest {
    private static final ChannelReader.Credential NOBODY = new ChannelReader.Credential(() -> null, false);

    private final Vertx vertx = Vertx.vertx();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> signal = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private FakeGateway gateway(BiConsumer<FakeGateway.Talk, JsonObject> script) {
        return FakeGateway.start(vertx, (talk, message) -> {
            if ("subscribe".equals(message.getString("type"))) {
                script.accept(talk, message);
            }
        });
    }

    private int read(FakeGateway gateway, Wish wish, ChannelReader.Credential credential) {
        ChannelReader.Output output = new ChannelReader.Output(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        Backoff backoff = new Backoff(1, 20, new Random(1));
        return new ChannelReader(gateway.address(), wish, credential, output, backoff).run(signal);
    }

    private static Wish wish(String device, long count, String... channels) {
        return new Wish(List.of(channels), device, count, 0);
    }

    private List<Long> printedNumbers() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> new JsonObject(line).getLong("seq"))
                .toList();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void messagesArePrintedAsTheyCameUntilTheCount() {
        String update = "{ \"type\":\"update\",\n\"channel\":\"prices:A-B\",\"seq\":1,\"data\":{\"price\":\"1.10\"}}";
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "prices:A-B");
            talk.socket().writeTextMessage(update);
            talk.socket().writeTextMessage("{\"type\":\"heartbeat\"}");
            talk.socket().writeTextMessage(update);
            talk.socket().writeTextMessage(update);
        })) {
            assertThat(read(gateway, wish(null, 2, "A-B", "prices:A-B"), NOBODY))
                    .isZero();

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo((update.replace('\n', ' ') + "\n").repeat(2));
            assertThat(gateway.heard("subscribe"))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.getJsonObject("data").getJsonArray("channels"))
                                    .containsExactly("prices:A-B"));
            assertThat(gateway.connections).containsExactly("/ws");
            assertThat(gateway.credentials).containsExactly("");
            assertThat(err()).isEmpty();
        }
    }

    @Test
    void aDeviceLosesNothingAndAcknowledgesWhatWasPrinted() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "notifications");
            if (talk.number() == 1) {
                talk.notify(1);
                talk.notify(2);
                talk.close(1011);
            } else {
                // What was not acknowledged comes again, and is not printed again.
                talk.notify(2);
                talk.notify(3);
            }
        })) {
            ChannelReader.Credential user = new ChannelReader.Credential(() -> "t", true);
            assertThat(read(gateway, wish("my phone", 3, "notifications"), user))
                    .isZero();

            assertThat(printedNumbers()).containsExactly(1L, 2L, 3L);
            assertThat(gateway.connections).containsExactly("/ws?device=my+phone", "/ws?device=my+phone");
            assertThat(gateway.credentials).containsExactly("Bearer t", "Bearer t");
            assertThat(gateway.heard("subscribe").get(1).getJsonObject("data").getJsonObject("since"))
                    .isEqualTo(new JsonObject("{\"notifications\":{\"epoch\":\"e\",\"seq\":2}}"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(gateway.heard("ack"))
                            .last()
                            .isEqualTo(new JsonObject(
                                    "{\"type\":\"ack\",\"data\":{\"channel\":\"notifications\",\"seq\":3}}")));
            assertThat(err()).contains("lost: 1011 bye", "connected again");
        }
    }

    @Test
    void manyMessagesAreAcknowledgedTogether() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "notifications");
            for (int seq = 1; seq <= 1_000; seq++) {
                talk.notify(seq);
            }
        })) {
            read(gateway, wish("d", 1_000, "notifications"), new ChannelReader.Credential(() -> "t", true));

            Awaitility.await()
                    .until(() -> gateway.heard("ack").stream()
                            .anyMatch(ack -> ack.getJsonObject("data").getLong("seq") == 1_000));
            assertThat(gateway.heard("ack")).hasSizeLessThan(200);
        }
    }

    @Test
    void withoutADeviceNothingIsAcknowledged() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "notifications");
            talk.notify(1);
        })) {
            assertThat(read(gateway, wish(null, 1, "notifications"), NOBODY)).isZero();
            assertThat(gateway.heard("ack")).isEmpty();
        }
    }

    @Test
    void anotherEpochNumbersAnew() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e" + talk.number(), "notifications");
            talk.notify(1);
            talk.close(1001);
        })) {
            assertThat(read(gateway, wish(null, 3, "notifications"), NOBODY)).isZero();
            assertThat(printedNumbers()).containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    void nothingGrantedEndsWithOneAndEveryRefusal() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e");
            talk.refuse(request, "prices:X", "UNKNOWN_SYMBOL", false);
            talk.refuse(request, "notifications", "UNAUTHORIZED", false);
        })) {
            assertThat(read(gateway, wish(null, 0, "prices:X", "notifications"), NOBODY))
                    .isEqualTo(1);
            assertThat(err())
                    .isEqualTo("quotewire: prices:X: UNKNOWN_SYMBOL: no\nquotewire: notifications: UNAUTHORIZED: no\n");
        }
    }

    @Test
    void whatIsRefusedForNowAfterALossIsAskedForAgain() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            if (talk.number() == 2) {
                talk.confirm(request, "e");
                talk.refuse(request, "prices:X", "FEED_UNAVAILABLE", true);
            } else {
                talk.confirm(request, "e", "prices:X");
                talk.notify(talk.number());
                talk.close(1001);
            }
        })) {
            assertThat(read(gateway, wish(null, 2, "prices:X"), NOBODY)).isZero();
            assertThat(gateway.connections).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1002, 1008, 4401, 4503, 4504})
    void someCodesAreFinal(int code) {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "prices:X");
            talk.close(code);
        })) {
            assertThatThrownBy(() -> read(gateway, wish(null, 0, "prices:X"), NOBODY))
                    .isInstanceOf(NotDoneException.class)
                    .hasMessageContaining("ended the connection: " + code + " bye");
            assertThat(gateway.connections).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1011, 4008, 4401, 4408, 4413})
    void afterOthersItComesBackWithAFreshToken(int code) {
        Iterator<String> tokens = List.of("t1", "t2").iterator();
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "prices:X");
            talk.notify(talk.number());
            talk.close(code);
        })) {
            assertThat(read(gateway, wish(null, 2, "prices:X"), new ChannelReader.Credential(tokens::next, true)))
                    .isZero();
            assertThat(gateway.credentials).containsExactly("Bearer t1", "Bearer t2");
        }
    }

    @Test
    void aTokenThatExpiresIsRenewedOnTheSameConnection() {
        Iterator<String> tokens = List.of("t1", "t2").iterator();
        try (FakeGateway gateway = FakeGateway.start(vertx, (talk, message) -> {
            if ("subscribe".equals(message.getString("type"))) {
                talk.confirm(message, "e", "notifications");
                talk.say(new JsonObject("{\"type\":\"error\",\"data\":{\"code\":\"TOKEN_EXPIRED\"}}"));
            } else if ("authenticate".equals(message.getString("type"))) {
                talk.notify(1);
            }
        })) {
            assertThat(read(gateway, wish(null, 1, "notifications"), new ChannelReader.Credential(tokens::next, true)))
                    .isZero();
            assertThat(gateway.heard("authenticate").get(0).getJsonObject("data"))
                    .isEqualTo(new JsonObject("{\"token\":\"t2\"}"));
            assertThat(gateway.connections).hasSize(1);
        }
    }

    @Test
    void aSignalEndsIt() {
        try (FakeGateway gateway = gateway((talk, request) -> {
            talk.confirm(request, "e", "prices:X");
            signal.complete(130);
        })) {
            assertThat(read(gateway, wish(null, 0, "prices:X"), NOBODY)).isEqualTo(130);
        }
    }

    @Test
    void aNodeThatIsNotThereAtFirstIsNotWaitedFor() {
        ChannelReader.Output output =
                new ChannelReader.Output(new PrintStream(out), new PrintStream(err, true, StandardCharsets.UTF_8));
        ChannelReader reader = new ChannelReader(
                new NodeAddress(URI.create("http://127.0.0.1:1")),
                wish(null, 0, "prices:X"),
                NOBODY,
                output,
                new Backoff(1, 20, new Random(1)));

        assertThatThrownBy(() -> reader.run(signal))
                .isInstanceOf(NotDoneException.class)
                .hasMessageContaining("cannot reach http://127.0.0.1:1: the connection was refused");
    }
}
