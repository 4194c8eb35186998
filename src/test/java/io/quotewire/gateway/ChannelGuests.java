package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients in channels of one gateway, and whoever publishes to them. Closing it closes all but the gateway. */
final class ChannelGuests implements AutoCloseable {
    private final GatewayHarness gateway;
    private final List<RawSocket> sockets = new ArrayList<>();
    private final AtomicReference<Predicate<JsonObject>> lost = new AtomicReference<>(announced -> false);

    ChannelGuests(GatewayHarness gateway) {
        this.gateway = gateway;
        gateway.vertx().eventBus().addInboundInterceptor(delivery -> {
            boolean announcement = delivery.message().address().equals(Address.CHANNEL_MESSAGE.text());
            if (!announcement || !lost.get().test((JsonObject) delivery.body())) {
                delivery.next();
            }
        });
    }

    /** The bus loses such announcements from now on. */
    void lose(Predicate<JsonObject> announced) {
        lost.set(announced);
    }

    RawSocket connect(String path, String user, String role) {
        RawSocket socket = new RawSocket(
                gateway.port(), path, Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role)));
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    /** One that is subscribed; where they stand is not looked at. */
    RawSocket join(String user, String role, String... channels) {
        RawSocket socket = connect("/ws", user, role);
        subscribe(socket, List.of(channels), new JsonObject());
        confirmed(socket);
        return socket;
    }

    static void subscribe(RawSocket socket, List<String> channels, JsonObject since) {
        socket.send(new JsonObject()
                .put("type", "subscribe")
                .put(
                        "data",
                        new JsonObject()
                                .put("channels", new JsonArray(channels))
                                .put("since", since))
                .encode());
    }

    static JsonObject since(String channel, @Nullable String epoch, long seq) {
        return new JsonObject()
                .put(channel, new JsonObject().put("epoch", epoch).put("seq", seq));
    }

    /** The entry of the first channel that was granted; null where none was. */
    static @Nullable JsonObject confirmed(RawSocket socket) {
        JsonArray channels =
                socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels");
        return channels.isEmpty() ? null : channels.getJsonObject(0);
    }

    static JsonObject publication(String channel, int n) {
        return new JsonObject().put("channel", channel).put("type", "told").put("data", new JsonObject().put("n", n));
    }

    /** Publishes without waiting for the answer. */
    Future<Long> start(JsonObject publication) {
        return gateway.vertx()
                .eventBus()
                .<JsonObject>request(Address.CHANNEL_PUBLISH.text(), publication)
                .map(Message::body)
                .map(answer -> answer.getLong("seq"));
    }

    long publish(JsonObject publication) {
        return start(publication).await();
    }

    void publish(String channel, int from, int to) {
        for (int n = from; n <= to; n++) {
            publish(publication(channel, n));
        }
    }

    RawHttp.Answer post(String channel, JsonObject body) throws IOException {
        return RawHttp.once(
                gateway.port(),
                "POST",
                "/api/channels/" + channel + "/publish",
                body.encode(),
                "Authorization: Bearer " + GatewayHarness.token("service", "ADMIN"));
    }

    static List<Integer> numbers(RawSocket socket, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> socket.await("told").getJsonObject("data").getInteger("n"))
                .toList();
    }

    static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    /** The data of the answer. */
    static JsonObject history(RawSocket socket, JsonObject arguments) {
        socket.send(
                new JsonObject().put("type", "history").put("data", arguments).encode());
        return socket.await("history").getJsonObject("data");
    }

    static List<Integer> numbers(JsonObject history) {
        JsonArray messages = history.getJsonArray("messages");
        return IntStream.range(0, messages.size())
                .mapToObj(i -> messages.getJsonObject(i).getJsonObject("data").getInteger("n"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
    }
}
