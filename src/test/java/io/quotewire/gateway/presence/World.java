package io.quotewire.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Books of several nodes, and a bus between them that loses, delays, doubles and reorders; nodes are killed, cut off and
 * started again. The model is what their own connections are. Time is simulated.
 */
final class World {
    private static final long TICK_MS = 500;
    private static final long DIGEST_MS = 1_000;
    private static final int CHANNELS = 3;

    /** What is on its way. */
    private record Parcel(long atMs, long number, Runnable delivery) {}

    /** A node as long as its process lives. */
    private final class Node implements Book.Errands {
        private final String name;
        private final String member;
        private final Book book;
        private final Map<Member, Integer> own = new TreeMap<>();
        private final Map<String, Set<String>> told = new HashMap<>();
        private final Set<String> view = new HashSet<>();
        private final long phaseMs = random.nextLong(TICK_MS);

        private Node(String name, long incarnation) {
            this.name = name;
            member = name + "/" + incarnation;
            book = new Book(name, incarnation, this);
        }

        @Override
        public void ask(String node, PresenceStateQuery query) {
            Node other = alive.get(node);
            if (other == null) {
                return;
            }
            carry(this, other, () -> {
                other.publishNews();
                PresencePage page = other.book.answer(PresenceStateQuery.from(query.toJson()));
                JsonObject wire = page.toJson();
                pages++;
                carry(other, this, () -> book.page(PresencePage.from(wire), nowMs));
            });
        }

        @Override
        public void moved(Movement movement) {
            Set<String> users = told.computeIfAbsent(movement.channel(), channel -> new TreeSet<>());
            boolean changed = movement.joined() ? users.add(movement.userId()) : users.remove(movement.userId());
            assertThat(changed).as("%s: %s twice", name, movement).isTrue();
        }

        private void change(Member one, int by) {
            own.merge(one, by, (before, more) -> before + more == 0 ? null : before + more);
            if (by > 0) {
                book.came(one);
            } else {
                book.went(one);
            }
        }

        private void publishNews() {
            for (PresenceChanges changes : book.news()) {
                JsonObject wire = changes.toJson();
                publish(this, node -> node.book.changed(PresenceChanges.from(wire), nowMs));
            }
        }

        private void tell(PresenceDigest.Kind kind) {
            publishNews();
            JsonObject wire = book.digest(kind, member).toJson();
            publish(this, node -> {
                node.book.told(PresenceDigest.from(wire), nowMs);
                if (kind == PresenceDigest.Kind.HELLO) {
                    node.tell(PresenceDigest.Kind.ALIVE);
                }
            });
        }

        private void clock() {
            if ((nowMs + phaseMs) % DIGEST_MS == 0) {
                tell(PresenceDigest.Kind.ALIVE);
            }
            if ((nowMs + phaseMs) % TICK_MS == 0) {
                book.tick(view, nowMs);
            }
        }
    }

    private final Random random;
    private final Map<String, Node> alive = new TreeMap<>();
    private final Map<String, Long> incarnations = new HashMap<>();
    private final Set<Set<String>> cut = new HashSet<>();
    private final PriorityQueue<Parcel> bus =
            new PriorityQueue<>(Comparator.comparingLong(Parcel::atMs).thenComparingLong(Parcel::number));
    private final double loss;
    private final long delayMs;
    private final boolean crowds;
    private boolean calm;
    private long nowMs = 1;
    private long parcels;
    private long pages;

    World(long seed) {
        random = new Random(seed);
        loss = random.nextInt(3) * 0.15;
        delayMs = random.nextInt(4) * 300L;
        crowds = random.nextInt(4) == 0;
        int nodes = 2 + random.nextInt(3);
        for (int i = 0; i < nodes; i++) {
            start("n" + i);
        }
    }

    /** Does something at random, and lets time pass. */
    void step() {
        Node node = any();
        int what = random.nextInt(100);
        if (node == null || what < 4) {
            start("n" + random.nextInt(4));
        } else if (what < 7) {
            end(node, random.nextBoolean());
        } else if (what < 10) {
            String other = "n" + random.nextInt(4);
            if (!other.equals(node.name)) {
                cut.add(Set.of(node.name, other));
            }
        } else if (what < 14) {
            cut.clear();
        } else if (what < 16 && crowds) {
            for (int i = 0; i < 700; i++) {
                node.change(new Member("crowd", "u" + i), 1);
            }
        } else if (what < 60 || node.own.isEmpty()) {
            node.change(someone(), 1);
        } else {
            List<Member> members = new ArrayList<>(node.own.keySet());
            node.change(members.get(random.nextInt(members.size())), -1);
        }
        pass(random.nextInt(25) == 0 ? random.nextLong(20_000) : random.nextLong(200));
    }

    /** From now on nothing goes wrong any more, and everything is told that is to be. */
    void settle() {
        calm = true;
        cut.clear();
        pass(Book.SILENT_MS + 8_000);
    }

    /** Every book says what is true, and so do all who were told of comings and goings. */
    void check() {
        Map<String, Set<String>> users = new HashMap<>();
        Map<String, Long> connections = new HashMap<>();
        Map<String, Set<String>> places = new HashMap<>();
        for (Node node : alive.values()) {
            node.own.forEach((member, count) -> {
                connections.merge(member.channel(), (long) count, Long::sum);
                places.computeIfAbsent(member.channel(), channel -> new TreeSet<>())
                        .add(node.name);
                if (member.userId() != null) {
                    users.computeIfAbsent(member.channel(), channel -> new TreeSet<>())
                            .add(member.userId());
                }
            });
        }
        for (Node node : alive.values()) {
            Set<String> channels = new TreeSet<>(connections.keySet());
            channels.addAll(node.told.keySet());
            for (String channel : channels) {
                Headcount count = node.book.count(channel);
                Set<String> expected = users.getOrDefault(channel, Set.of());
                assertThat(new TreeSet<>(count.users())).as(node.member).isEqualTo(new TreeSet<>(expected));
                assertThat(count.total()).isEqualTo(expected.size());
                assertThat(count.connections()).as(node.member).isEqualTo(connections.getOrDefault(channel, 0L));
                assertThat(node.told.getOrDefault(channel, Set.of()))
                        .as(node.member)
                        .isEqualTo(expected);
                assertThat(new TreeSet<>(node.book.nodes(channel)))
                        .isEqualTo(new TreeSet<>(places.getOrDefault(channel, Set.of())));
            }
            assertThat(node.book.channels()).isEqualTo(connections.size());
            assertThat(node.book.others()).isEqualTo(alive.size() - 1);
        }
    }

    long pages() {
        return pages;
    }

    private Node any() {
        List<Node> all = new ArrayList<>(alive.values());
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private Member someone() {
        String user = random.nextInt(6) == 0 ? null : "u" + random.nextInt(5);
        return new Member("room:" + random.nextInt(CHANNELS), user);
    }

    private void start(String name) {
        Node before = alive.get(name);
        if (before != null) {
            end(before, false);
        }
        long incarnation = incarnations.merge(name, nowMs, (old, now) -> Math.max(old + 1, now));
        Node node = new Node(name, incarnation);
        alive.put(name, node);
        alive.values().forEach(other -> node.view.add(other.member));
        List.copyOf(alive.values()).forEach(other -> later(() -> other.view.add(node.member)));
        node.tell(PresenceDigest.Kind.HELLO);
    }

    /** Some do not learn of it from the cluster. */
    private void end(Node node, boolean goodbye) {
        if (goodbye) {
            node.tell(PresenceDigest.Kind.LEAVING);
        }
        alive.remove(node.name);
        for (Node other : alive.values()) {
            if (random.nextInt(4) > 0) {
                later(() -> other.view.remove(node.member));
            }
        }
    }

    private void later(Runnable task) {
        bus.add(new Parcel(nowMs + random.nextLong(2_000), ++parcels, task));
    }

    private void publish(Node from, Consumer<Node> delivery) {
        for (Node to : List.copyOf(alive.values())) {
            if (to != from) {
                carry(from, to, () -> delivery.accept(to));
            }
        }
    }

    private void carry(Node from, Node to, Runnable delivery) {
        boolean lost = !calm && (random.nextDouble() < loss || cut.contains(Set.of(from.name, to.name)));
        int times = lost ? 0 : !calm && random.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            long atMs = nowMs + 1 + (calm || delayMs == 0 ? 0 : random.nextLong(delayMs));
            bus.add(new Parcel(atMs, ++parcels, () -> {
                if (alive.get(to.name) == to) {
                    delivery.run();
                }
            }));
        }
    }

    private void pass(long ms) {
        long untilMs = nowMs + ms;
        while (nowMs < untilMs) {
            nowMs++;
            while (!bus.isEmpty() && bus.peek().atMs() <= nowMs) {
                bus.poll().delivery().run();
            }
            if (nowMs % 20 == 0) {
                List.copyOf(alive.values()).forEach(Node::publishNews);
            }
            List.copyOf(alive.values()).forEach(Node::clock);
        }
    }
}
