package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What happens at random, the model of what must be then, and the questions that compare the two. */
final class PresenceSteps {
    private static final List<String> ROOMS = List.of("room:red", "room:blue");
    private static final String READER = "reader";
    private static final int USERS = 5;
    private static final int MAX_KILLS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final PresenceNodes nodes;
    private final Random random;
    private final List<PresenceGuest> guests = new ArrayList<>();
    private final Map<String, PresenceGuest> observers = new TreeMap<>();
    private final Map<String, RawSocket> peers = new TreeMap<>();
    private final List<String> published = new ArrayList<>();
    private final Map<String, List<String>> said = new TreeMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final Map<String, Long> slowestMs = new TreeMap<>();
    private int kills;
    private int questions;

    PresenceSteps(PresenceNodes nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
        nodes.up().forEach(this::observe);
    }

    private void observe(String node) {
        PresenceGuest observer = new PresenceGuest(nodes, node, "observer-" + node);
        observer.join(Set.copyOf(ROOMS));
        observers.put(node, observer);
        peers.put(node, nodes.connect(node, "/eventbus/websocket", "peer"));
    }

    String step() throws IOException, InterruptedException {
        String what = doSomething(random.nextInt(100));
        done.merge(what, 1, Integer::sum);
        return what;
    }

    private String doSomething(int dice) throws IOException, InterruptedException {
        List<String> down = PresenceNodes.NAMES.stream()
                .filter(name -> !nodes.up().contains(name))
                .toList();
        if (dice < 8 && kills < MAX_KILLS && nodes.up().size() > 1) {
            return kill(one(nodes.up()));
        }
        if (dice < 20 && !down.isEmpty()) {
            String node = one(down);
            nodes.start(node);
            observe(node);
            return "restart";
        }
        if (dice < 32 && nodes.keeps()) {
            return publish();
        }
        if (dice < 70 || guests.isEmpty()) {
            PresenceGuest guest = new PresenceGuest(nodes, one(nodes.up()), "u" + random.nextInt(USERS));
            guest.join(random.nextBoolean() ? Set.copyOf(ROOMS) : Set.of(one(ROOMS)));
            guests.add(guest);
            return "join";
        }
        PresenceGuest guest = one(guests);
        if (dice < 80 && guest.rooms().size() > 1) {
            guest.leave(one(List.copyOf(guest.rooms())));
            return "unsubscribe";
        }
        guests.remove(guest);
        if (dice < 90) {
            guest.sayGoodbye();
            return "goodbye";
        }
        guest.vanish();
        return "reset";
    }

    private String kill(String node) throws InterruptedException {
        kills++;
        nodes.kill(node);
        guests.removeIf(guest -> guest.node().equals(node));
        observers.remove(node);
        peers.remove(node);
        return "kill";
    }

    private String publish() {
        if (random.nextBoolean()) {
            String title = "n" + published.size();
            JsonObject notification =
                    new JsonObject().put("userId", READER).put("kind", "test").put("title", title);
            keep("notifications.publish", title, notification);
            published.add(title);
            return "notify";
        }
        String room = one(ROOMS);
        List<String> all = said.computeIfAbsent(room, name -> new ArrayList<>());
        String text = room + " " + all.size();
        JsonObject publication = new JsonObject()
                .put("channel", room)
                .put("type", "message")
                .put("data", new JsonObject().put("text", text));
        keep("channel.publish", text, publication);
        all.add(text);
        return "publish";
    }

    /** A publication counts once it is acknowledged. */
    private void keep(String address, String key, JsonObject body) {
        body.put("idempotencyKey", key);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bus(one(nodes.up()), address, body).containsKey("seq"));
    }

    /** Everything is as it must be, soon. */
    void check(String what) {
        long beganNanos = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ZERO)
                .untilAsserted(this::assertPresence);
        slowestMs.merge(what, (System.nanoTime() - beganNanos) / 1_000_000, Math::max);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ZERO)
                .untilAsserted(this::assertBus);
        if (nodes.keeps()) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(this::assertHistory);
        }
    }

    private List<PresenceGuest> everybody() {
        List<PresenceGuest> all = new ArrayList<>(guests);
        all.addAll(observers.values());
        return all;
    }

    private JsonObject expected(String room) {
        List<PresenceGuest> there =
                everybody().stream().filter(one -> one.rooms().contains(room)).toList();
        Set<String> users = there.stream().map(PresenceGuest::user).collect(Collectors.toCollection(TreeSet::new));
        return new JsonObject()
                .put("channel", room)
                .put("users", new JsonArray(List.copyOf(users)))
                .put("total", users.size())
                .put("connections", there.size());
    }

    private void assertPresence() {
        for (String room : ROOMS) {
            JsonObject expected = expected(room);
            for (PresenceGuest observer : observers.values()) {
                assertThat(observer.presence(room)).as("at " + observer.node()).isEqualTo(expected);
            }
        }
    }

    private void assertBus() {
        String asked = one(nodes.up());
        for (String room : ROOMS) {
            JsonObject answer = bus(asked, "presence.query", new JsonObject().put("channel", room));
            assertThat(answer.getJsonArray("nodes")).hasSize(observers.size());
            answer.remove("nodes");
            assertThat(answer).isEqualTo(expected(room));
        }
        String user = "u" + random.nextInt(USERS);
        JsonObject answer = bus(asked, "presence.query", new JsonObject().put("userId", user));
        List<PresenceGuest> theirs =
                guests.stream().filter(guest -> guest.user().equals(user)).toList();
        assertThat(answer.getInteger("total")).as(user).isEqualTo(theirs.size());
        assertThat(answer.getJsonArray("nodes")).hasSize((int)
                theirs.stream().map(PresenceGuest::node).distinct().count());
        JsonObject all = bus(
                asked, "control.connections", new JsonObject().put("by", "test").put("limit", 1));
        assertThat(all.getInteger("total")).isEqualTo(everybody().size() + peers.size());
    }

    private void assertHistory() {
        String node = one(nodes.up());
        PresenceGuest reader = new PresenceGuest(nodes, node, READER);
        try {
            assertThat(history(reader, "notifications", "title")).isEqualTo(published);
            for (String room : ROOMS) {
                assertThat(history(reader, room, "text")).as(room).isEqualTo(said.getOrDefault(room, List.of()));
            }
        } finally {
            try {
                reader.sayGoodbye();
            } catch (IOException gone) {
                throw new AssertionError(gone);
            }
        }
    }

    private static List<String> history(PresenceGuest reader, String channel, String field) {
        JsonObject wanted = new JsonObject().put("channel", channel).put("limit", 100);
        JsonArray messages =
                reader.ask("history", wanted).getJsonObject("data").getJsonArray("messages", new JsonArray());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            texts.add(messages.getJsonObject(i).getJsonObject("data").getString(field));
        }
        return texts;
    }

    /** A request over the bus; an empty object where it fails. */
    private JsonObject bus(String node, String address, JsonObject body) {
        String reply = "r" + ++questions;
        RawSocket peer = peers.get(node);
        peer.send(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", reply)
                .put("body", body)
                .encode());
        while (true) {
            JsonObject message = peer.next();
            if (reply.equals(message.getString("address"))) {
                return message.getString("type").equals("rec") ? message.getJsonObject("body") : new JsonObject();
            }
            assertThat(message.getString("type")).isNotEqualTo("closed");
        }
    }

    String summary() {
        return done + ", right after so many milliseconds at most " + slowestMs;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
