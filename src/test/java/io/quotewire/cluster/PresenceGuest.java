package io.quotewire.cluster;

import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A client in some rooms, which follows who comes and goes there from what it was told when it asked first. */
final class PresenceGuest {
    private final String node;
    private final String user;
    private final Set<String> rooms = new TreeSet<>();
    private final Map<String, Set<String>> seen = new TreeMap<>();
    private final RawSocket socket;
    private int asked;

    PresenceGuest(PresenceNodes nodes, String node, String user) {
        this.node = node;
        this.user = user;
        socket = nodes.connect(node, "/ws", user);
        socket.await("connected");
    }

    String node() {
        return node;
    }

    String user() {
        return user;
    }

    Set<String> rooms() {
        return rooms;
    }

    void join(Set<String> some) {
        ask("subscribe", new JsonObject().put("channels", new JsonArray(List.copyOf(some))));
        rooms.addAll(some);
    }

    void leave(String room) {
        ask("unsubscribe", new JsonObject().put("channels", new JsonArray().add(room)));
        rooms.remove(room);
        seen.remove(room);
    }

    void sayGoodbye() throws IOException {
        socket.leave();
    }

    void vanish() throws IOException {
        socket.reset();
    }

    /** Who is in a room; checks that what was told since it asked first has come to the same. */
    JsonObject presence(String room) {
        JsonObject presence =
                ask("presence", new JsonObject().put("channel", room)).getJsonObject("data");
        Set<String> users =
                presence.getJsonArray("users").stream().map(String::valueOf).collect(Collectors.toSet());
        if (rooms.contains(room)) {
            Set<String> followed = seen.putIfAbsent(room, new TreeSet<>(users));
            if (followed != null && !followed.equals(users)) {
                throw new AssertionError(
                        user + " at " + node + " in " + room + ": was told of " + followed + ", not " + users);
            }
        }
        return presence;
    }

    /** Puts a request and waits for what answers it. */
    JsonObject ask(String type, JsonObject data) {
        int id = ++asked;
        socket.send(new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("data", data)
                .encode());
        while (true) {
            JsonObject message = socket.next();
            if (Integer.valueOf(id).equals(message.getValue("id"))) {
                return message;
            }
            follow(message);
        }
    }

    private void follow(JsonObject message) {
        String type = message.getString("type");
        if (!type.equals("joined") && !type.equals("left")) {
            if (type.equals("closed")) {
                throw new AssertionError(user + " at " + node + " was closed: " + message);
            }
            return;
        }
        Set<String> users = seen.get(message.getJsonObject("data").getString("channel"));
        if (users == null) {
            return;
        }
        String moved = message.getJsonObject("data").getString("userId");
        boolean changed = type.equals("joined") ? users.add(moved) : users.remove(moved);
        if (!changed) {
            throw new AssertionError(user + " at " + node + " was told twice: " + message);
        }
    }
}
