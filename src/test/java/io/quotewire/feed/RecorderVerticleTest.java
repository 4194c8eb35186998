package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.feed.source.replay.RecordingWriter;
import io.quotewire.testkit.LogLines;
import io.quotewire.testkit.PlayedFile;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a recording is always told, whatever becomes of it. */
final class RecorderVerticleTest {
    private static final String NOISE = PlayedFile.noise(300_000);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<JsonObject> told = new ConcurrentLinkedQueue<>();
    private final Queue<ServerWebSocket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<String> greetings = new ConcurrentLinkedQueue<>();
    private final HttpServer exchange = vertx.createHttpServer()
            .webSocketHandler(socket -> {
                socket.textMessageHandler(greetings::add);
                sockets.add(socket);
            })
            .listen(0, "127.0.0.1")
            .await();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void listen() {
        file = folder.resolve("recording.jsonl.gz");
        vertx.eventBus().<JsonObject>localConsumer(Address.RECORDER_ENDED.text(), message -> told.add(message.body()));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private JsonObject order() {
        return new JsonObject()
                .put("url", "ws://127.0.0.1:" + exchange.actualPort() + "/")
                .put("send", new JsonArray().add("hello"))
                .put("out", file.toString());
    }

    private String deploy(RecorderVerticle verticle, JsonObject config) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config))
                .await();
    }

    /** Records what the exchange of this test says onto a disk that the test plays. */
    private String record(PlayedFile disk, long maxWaitingBytes) {
        RecorderVerticle verticle = new RecorderVerticle(
                (here, path) -> here.executeBlocking(() -> new RecordingWriter(here, disk, maxWaitingBytes)));
        String deployment = deploy(verticle, new JsonObject().put("record", order()));
        await().until(() -> !sockets.isEmpty());
        return deployment;
    }

    private void say(String... texts) {
        for (String text : texts) {
            sockets.element().writeTextMessage(text).await();
        }
    }

    /** Waits until the recorder has got all that was said before. */
    private void sayAndHangUp(String... texts) {
        say(texts);
        sockets.element().close().await();
    }

    private JsonObject last() {
        return told.stream().reduce((before, after) -> after).orElseThrow();
    }

    private void awaitEnd() {
        await().until(() -> !told.isEmpty() && last().containsKey("complete"));
    }

    private List<String> lines() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void whatAnAddressSaysIsInTheFileAndItsEndIsTold() throws IOException {
        String deployment = deploy(new RecorderVerticle(), new JsonObject().put("record", order()));
        await().until(() -> greetings.contains("hello"));
        sayAndHangUp("{\"a\":1}", "pong", "{\"a\":2}");
        await().until(() -> !told.isEmpty());
        assertThat(last().getString("what")).isEqualTo("the exchange has closed the connection");
        vertx.undeploy(deployment).await();
        awaitEnd();

        assertThat(last())
                .isEqualTo(new JsonObject(
                        "{\"what\":\"complete\",\"messages\":2,\"leftOut\":1,\"lost\":0,\"complete\":true}"));
        assertThat(lines()).hasSize(2).first().asString().endsWith("\"m\":{\"a\":1}}");
    }

    @Test
    void aConfiguredFeedIsRecordedUntilItIsToEnd() throws IOException {
        try (LogLines log = new LogLines();
                ExchangeServer coinbase = ExchangeServer.start(vertx, new CoinbaseDialect())) {
            JsonObject source = new JsonObject()
                    .put("type", "coinbase")
                    .put("url", coinbase.url())
                    .put("symbols", new JsonArray().add("BTC-USD"));
            String deployment = deploy(
                    new RecorderVerticle(),
                    new JsonObject()
                            .put("feed", new JsonObject().put("sources", new JsonObject().put("cb", source)))
                            .put("record", new JsonObject().put("feed", "cb").put("out", file.toString())));
            // Coinbase answers a subscription.
            await().until(() -> log.fields("recording").stream().anyMatch(line -> line.contains("\"CONNECTED\"")));
            vertx.undeploy(deployment).await();
            awaitEnd();

            assertThat(last().getString("what")).isEqualTo("complete");
            assertThat(lines()).hasSize(last().getInteger("messages")).isNotEmpty();
            assertThat(coinbase.open()).isZero();
        }
    }

    @Test
    void onAFullDiskItSaysSoAndCountsWhatIsLost() {
        String deployment = record(PlayedFile.withRoomFor(250_000), Long.MAX_VALUE);
        say(NOISE);
        say(NOISE);
        await().until(() -> !told.isEmpty());
        assertThat(last().getString("what")).isEqualTo("the file: No space left on device");
        sayAndHangUp("{\"a\":1}", "{\"a\":2}");
        vertx.undeploy(deployment).await();
        awaitEnd();

        assertThat(last().getString("what")).isEqualTo("incomplete: No space left on device");
        assertThat(last().getBoolean("complete")).isFalse();
        assertThat(last().getInteger("messages") + last().getInteger("lost")).isEqualTo(4);
        assertThat(last().getInteger("lost")).isGreaterThanOrEqualTo(3);
        assertThat(told).as("when it happens, and when it is over").hasSize(2);
    }

    @Test
    void whenTooMuchWaitsItSaysSoWritesWhatItHasAndCountsTheRest() throws IOException {
        PlayedFile disk = PlayedFile.held();
        String deployment = record(disk, 200_000);
        say(NOISE);
        await().until(() -> !told.isEmpty());
        assertThat(last().getString("what")).isEqualTo("the file: the disk is too slow");
        sayAndHangUp("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        disk.release();
        vertx.undeploy(deployment).await();
        awaitEnd();

        assertThat(last())
                .isEqualTo(new JsonObject("{\"what\":\"incomplete: the file: the disk is too slow\",\"messages\":1,"
                        + "\"leftOut\":0,\"lost\":3,\"complete\":false}"));
        Files.write(file, disk.bytes());
        assertThat(lines()).hasSize(1);
        assertThat(disk.isClosed()).isTrue();
    }

    @Test
    void anAttemptThatFailsLeavesNoFileInTheWayOfTheNext() {
        JsonObject nobody = order().put("url", "ws://127.0.0.1:" + exchange.actualPort() + "/");
        exchange.close().await();
        assertThatThrownBy(() -> deploy(new RecorderVerticle(), new JsonObject().put("record", nobody)))
                .hasMessageContaining("refused");
        assertThat(file).doesNotExist();
        JsonObject unknown = new JsonObject().put("feed", "none").put("out", file.toString());
        assertThatThrownBy(() -> deploy(new RecorderVerticle(), new JsonObject().put("record", unknown)))
                .hasMessageContaining("none");
        assertThat(file).doesNotExist();
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatIsThereStopsTheStartAndStays() throws IOException {
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> deploy(new RecorderVerticle(), new JsonObject().put("record", order())))
                .hasMessageContaining("recording.jsonl.gz");
        assertThat(file).hasContent("mine");
    }
}
