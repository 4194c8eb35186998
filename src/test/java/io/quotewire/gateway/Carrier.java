package io.quotewire.gateway;

import io.quotewire.gateway.TokenCarrier.Outcome;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * A way for an API key, a ticket or a cookie to reach the gateway.
 *
 * @param name of the way
 * @param good what comes of a good one: an HTTP status, or 0 where it is in a message
 * @param way sends it to a port
 */
record Carrier(String name, int good, BiFunction<Integer, String, Outcome> way) {
    /** Every way of an API key. */
    static List<Carrier> ofKeys() {
        return List.of(
                header("/ws", "X-API-Key: "),
                header("/ws/trading", "x-api-key: "),
                header("/ws/prices", "X-API-Key: "),
                header("/ws/prices/BTC-USD", "X-API-Key: "),
                header("/api/notifications/ws", "X-API-Key: "),
                header("/sockjs/websocket", "X-API-Key: "),
                header("/sockjs/000/{}/websocket", "X-API-Key: "),
                header("/eventbus/websocket", "X-API-Key: "),
                new Carrier("/sockjs xhr", 200, (port, key) -> xhr(port, "", "X-API-Key: " + key)),
                new Carrier(
                        "GET /api", 200, (port, key) -> api(port, "GET", "/api/notifications", "X-API-Key: " + key)),
                new Carrier("POST /api", 201, (port, key) -> api(port, "POST", "/api/tickets", "X-API-Key: " + key)),
                new Carrier("authenticate", 0, (port, key) -> message(port, new JsonObject().put("apiKey", key))),
                new Carrier("SockJS authenticate", 0, (port, key) -> framed(port, new JsonObject().put("apiKey", key))),
                new Carrier("bus message", 0, Carrier::bus));
    }

    /** Every way of a ticket. */
    static List<Carrier> ofTickets() {
        return List.of(
                query("/ws"),
                query("/ws/trading"),
                query("/ws/prices"),
                query("/ws/prices/BTC-USD"),
                query("/api/notifications/ws"),
                query("/sockjs/websocket"),
                query("/sockjs/000/{}/websocket"),
                query("/eventbus/websocket"),
                new Carrier("/sockjs xhr", 200, (port, ticket) -> xhr(port, "?ticket=" + ticket, "X-Nothing: 1")),
                new Carrier("authenticate", 0, (port, ticket) -> message(port, new JsonObject().put("ticket", ticket))),
                new Carrier(
                        "SockJS authenticate",
                        0,
                        (port, ticket) -> framed(port, new JsonObject().put("ticket", ticket))));
    }

    /** Every way of a cookie of this name. */
    static List<Carrier> ofCookies(String name) {
        String cookie = "Cookie: other=1; " + name + "=";
        return List.of(
                header("/ws", cookie),
                header("/api/notifications/ws", cookie),
                header("/sockjs/websocket", cookie),
                header("/eventbus/websocket", cookie),
                new Carrier("/sockjs xhr", 200, (port, id) -> xhr(port, "", cookie + id)),
                new Carrier("GET /api", 200, (port, id) -> api(port, "GET", "/api/notifications", cookie + id)),
                new Carrier("POST /api", 201, (port, id) -> api(port, "POST", "/api/tickets", cookie + id)));
    }

    Outcome carry(int port, String credential) {
        return way.apply(port, credential);
    }

    private static Carrier header(String path, String header) {
        return new Carrier(path, 101, (port, text) -> TokenCarrier.handshake(port, fresh(path), header + text));
    }

    private static Carrier query(String path) {
        return new Carrier(
                path,
                101,
                (port, text) -> TokenCarrier.handshake(port, fresh(path) + "?ticket=" + text, "X-Nothing: 1"));
    }

    private static String fresh(String path) {
        return path.replace("{}", UUID.randomUUID().toString());
    }

    private static Outcome xhr(int port, String query, String header) {
        return api(port, "POST", fresh("/sockjs/000/{}/xhr") + query, header);
    }

    private static Outcome api(int port, String method, String path, String header) {
        return TokenCarrier.answered(RawHttp.once(port, method, path, "", header));
    }

    private static Outcome message(int port, JsonObject credential) {
        try (RawSocket socket = new RawSocket(port, "/ws")) {
            socket.await("connected");
            socket.send(credential.put("type", "authenticate").encode());
            return TokenCarrier.said(socket.next(), () -> socket.await("closed").getInteger("code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome framed(int port, JsonObject credential) {
        try (RawSocket socket = new RawSocket(port, fresh("/sockjs/000/{}/websocket"))) {
            TokenCarrier.expect("o", socket.text());
            TokenCarrier.expect("a", socket.text());
            socket.send(new JsonArray()
                    .add(credential.put("type", "authenticate").encode())
                    .encode());
            JsonObject answer = new JsonObject(new JsonArray(socket.text().substring(1)).getString(0));
            return TokenCarrier.said(answer, () -> new JsonArray(socket.text().substring(1)).getInteger(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome bus(int port, String key) {
        try (RawSocket socket = new RawSocket(port, "/eventbus/websocket")) {
            socket.send(new JsonObject()
                    .put("type", "send")
                    .put("address", "quotes.snapshot")
                    .put("replyAddress", "r")
                    .put("headers", new JsonObject().put("X-API-Key", key))
                    .put("body", new JsonObject())
                    .encode());
            JsonObject answer = socket.next();
            boolean refused = "auth_error".equals(answer.getString("body"));
            return refused
                    ? new Outcome(0, "auth_error", socket.await("closed").getInteger("code"))
                    : new Outcome(0, answer.getString("type"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
