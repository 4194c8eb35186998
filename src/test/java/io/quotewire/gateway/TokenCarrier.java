package io.quotewire.gateway;

import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** A way for a token to reach the gateway, each tried over a socket of its own. */
enum TokenCarrier {
    /** The header, in a WebSocket handshake. */
    HEADER {
        @Override
        Outcome carry(int port, String token) {
            return handshake(port, "/ws", "Authorization: Bearer " + token);
        }
    },
    /** A subprotocol beside the real one. */
    SUBPROTOCOL {
        @Override
        Outcome carry(int port, String token) {
            return handshake(port, "/ws", "Sec-WebSocket-Protocol: quotewire.v1.json, bearer." + token);
        }
    },
    /** The cookie, in a WebSocket handshake. */
    COOKIE {
        @Override
        Outcome carry(int port, String token) {
            return handshake(port, "/ws/trading", "Cookie: quotewire_token=" + token);
        }
    },
    /** The message. */
    AUTHENTICATE {
        @Override
        Outcome carry(int port, String token) {
            try (RawSocket socket = new RawSocket(port, "/ws")) {
                socket.await("connected");
                socket.send(authenticate(token));
                JsonObject answer = socket.next();
                return said(answer, () -> socket.await("closed").getInteger("code"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** The cookie, in a request that opens a SockJS session. */
    SOCKJS_COOKIE {
        @Override
        Outcome carry(int port, String token) {
            String path = "/sockjs/000/" + UUID.randomUUID() + "/xhr";
            return answered(RawHttp.once(port, "POST", path, "", "Cookie: quotewire_token=" + token));
        }
    },
    /** The message over SockJS. */
    SOCKJS_AUTHENTICATE {
        @Override
        Outcome carry(int port, String token) {
            try (RawSocket socket = new RawSocket(port, "/sockjs/000/" + UUID.randomUUID() + "/websocket")) {
                expect("o", socket.text());
                expect("a", socket.text());
                socket.send(new JsonArray().add(authenticate(token)).encode());
                JsonObject answer = new JsonObject(new JsonArray(socket.text().substring(1)).getString(0));
                return said(answer, () -> new JsonArray(socket.text().substring(1)).getInteger(0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** The header, in a request to the API. */
    API_HEADER {
        @Override
        Outcome carry(int port, String token) {
            return answered(
                    RawHttp.once(port, "GET", "/api/notifications?limit=1", "", "Authorization: Bearer " + token));
        }
    },
    /** The cookie, in a request to the API. */
    API_COOKIE {
        @Override
        Outcome carry(int port, String token) {
            return answered(
                    RawHttp.once(port, "GET", "/api/notifications?limit=1", "", "Cookie: quotewire_token=" + token));
        }
    },
    /** The header of a message on the event-bus bridge. */
    EVENT_BUS {
        @Override
        Outcome carry(int port, String token) {
            try (RawSocket socket = new RawSocket(port, "/eventbus/websocket")) {
                JsonObject headers = new JsonObject().put("Authorization", "Bearer " + token);
                socket.send(new JsonObject()
                        .put("type", "send")
                        .put("address", "quotes.snapshot")
                        .put("replyAddress", "r")
                        .put("headers", headers)
                        .put("body", new JsonObject())
                        .encode());
                JsonObject answer = socket.next();
                boolean refused = "auth_error".equals(answer.getString("body"));
                return refused
                        ? new Outcome(0, "auth_error", socket.await("closed").getInteger("code"))
                        : new Outcome(0, answer.encode(), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /**
     * What became of a token.
     *
     * @param status of the HTTP answer; 0 where there is none
     * @param code of the error, or whatever came instead; empty if nothing was said
     * @param closed the close code that followed; 0 if none was waited for
     */
    record Outcome(int status, String code, int closed) {}

    interface Ending {
        int code();
    }

    /** Sends it, on a new connection, and waits for what comes of it. */
    abstract Outcome carry(int port, String token);

    /** Whether the token is in a header of an HTTP request. */
    boolean isInRequest() {
        return this != AUTHENTICATE && this != SOCKJS_AUTHENTICATE && this != EVENT_BUS;
    }

    static Outcome handshake(int port, String path, String header) {
        return answered(RawHttp.once(
                port,
                "GET",
                path,
                "",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                header));
    }

    static Outcome answered(RawHttp.Answer answer) {
        boolean refused = answer.status() >= 400 && answer.body().startsWith("{");
        String code =
                refused ? new JsonObject(answer.body()).getJsonObject("error").getString("code") : "";
        return new Outcome(answer.status(), code, 0);
    }

    private static String authenticate(String token) {
        return new JsonObject().put("type", "authenticate").put("token", token).encode();
    }

    /** A refusal for a credential ends the connection; one for the message does not. */
    static Outcome said(JsonObject answer, Ending ending) {
        if (!answer.getString("type").equals("error")) {
            return new Outcome(0, answer.getString("type"), 0);
        }
        String code = answer.getJsonObject("data").getString("code");
        return new Outcome(0, code, code.equals("BAD_MESSAGE") ? 0 : ending.code());
    }

    static void expect(String start, String frame) {
        if (!frame.startsWith(start)) {
            throw new AssertionError(frame);
        }
    }
}
