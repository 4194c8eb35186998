package io.quotewire.feed.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.lease.Lease.Candidate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final String FEED = "f";

    private final Store store = new Store();
    private final Node a = new Node("a");
    private final Node b = new Node("b");
    private final Node c = new Node("c");
    private long nowMs = 1_000;
    private long wallMicros = 5_000;

    /** A map of the cluster that a test can hold up. */
    private static final class Store implements LeaseStore {
        private final Map<String, Lease> leases = new HashMap<>();
        private final Set<String> members = new HashSet<>(Set.of("a", "b", "c"));
        private final List<Runnable> heldUp = new ArrayList<>();
        private boolean slow;
        private boolean broken;

        @Override
        public Future<Optional<Lease>> read(String name) {
            return answer(() -> Optional.ofNullable(leases.get(name)));
        }

        @Override
        public Future<Boolean> swap(String name, @Nullable Lease before, Lease after) {
            return answer(() -> {
                boolean same = Objects.equals(leases.get(name), before);
                if (same) {
                    leases.put(name, after);
                }
                return same;
            });
        }

        @Override
        public Set<String> members() {
            return members;
        }

        private <T> Future<T> answer(Supplier<T> what) {
            if (broken) {
                return Future.failedFuture("as asked");
            }
            Promise<T> promise = Promise.promise();
            if (slow) {
                heldUp.add(() -> promise.complete(what.get()));
            } else {
                promise.complete(what.get());
            }
            return promise.future();
        }

        private void letGo() {
            slow = false;
            List<Runnable> all = List.copyOf(heldUp);
            heldUp.clear();
            all.forEach(Runnable::run);
        }
    }

    /** A candidate that writes down what it is told. */
    private final class Node implements Tenant {
        private final List<String> told = new ArrayList<>();
        private final LeaseKeeper keeper;
        private long fence;

        private Node(String member) {
            keeper = new LeaseKeeper(
                    FEED, new Candidate(member, member + "1", member), store, () -> nowMs, () -> wallMicros, this);
        }

        @Override
        public void begin(long number) {
            fence = number;
            told.add("begin");
        }

        @Override
        public void renumber(long number) {
            fence = number;
            told.add("renumber");
        }

        @Override
        public void confirmed() {}

        @Override
        public void standBy(String reason) {
            told.add(reason);
        }
    }

    private void pass(long ms, Node... alive) {
        for (long until = nowMs + ms; nowMs < until; ) {
            nowMs += LeaseKeeper.TICK_MS;
            for (Node node : alive) {
                node.keeper.tick();
            }
        }
    }

    @Test
    void theFirstTakesItAndTheOthersStandBy() {
        pass(3_000, a, b, c);

        assertThat(a.told).containsExactly("begin");
        assertThat(b.told).containsExactly("node a runs it");
        assertThat(c.told).containsExactly("node a runs it");
        assertThat(a.keeper.isSure()).isTrue();
        assertThat(b.keeper.isSure()).isFalse();
        assertThat(List.of(a, b, c)).allMatch(node -> node.keeper.decided().succeeded());
    }

    @Test
    void whoLeavesTheClusterLosesItAtOnceToOneOther() {
        pass(1_000, a, b, c);
        store.members.remove("a");
        pass(LeaseKeeper.TICK_MS, b, c);

        assertThat(b.keeper.isHolding() ^ c.keeper.isHolding()).isTrue();
        assertThat(b.fence + c.fence).as("the newer number is higher").isGreaterThan(a.fence);
    }

    @Test
    void whoIsNotHeardLosesItWhenItExpiresAndNotBefore() {
        pass(1_000, a, b);
        pass(LeaseKeeper.EXPIRY_MS - LeaseKeeper.RENEWAL_MS, b);
        assertThat(b.keeper.isHolding()).isFalse();
        pass(2 * LeaseKeeper.RENEWAL_MS, b);

        assertThat(b.keeper.isHolding()).isTrue();
        assertThat(b.fence).isGreaterThan(a.fence);
    }

    @Test
    void whoWasStoppedForAWhileIsNotSureUntilItHasAsked() {
        pass(1_000, a, b);
        nowMs += LeaseKeeper.STALL_MS + 1;
        assertThat(a.keeper.isSure()).isFalse();
        store.slow = true;
        a.keeper.tick();
        assertThat(a.keeper.isSure()).isFalse();
        store.letGo();
        assertThat(a.keeper.isSure()).isTrue();
        assertThat(a.told).containsExactly("begin");
    }

    @Test
    void anAnswerToAQuestionFromBeforeAStopSaysNothing() {
        pass(1_000, a, b);
        store.slow = true;
        pass(LeaseKeeper.RENEWAL_MS, a);
        nowMs += LeaseKeeper.STALL_MS + 1;
        a.keeper.tick();
        store.letGo();
        assertThat(a.keeper.isSure()).isFalse();
        a.keeper.tick();
        assertThat(a.keeper.isSure()).isTrue();
    }

    @Test
    void aZombieThatWakesIsNeverSureAndStops() {
        pass(1_000, a, b);
        pass(2 * LeaseKeeper.EXPIRY_MS, b);
        assertThat(b.keeper.isHolding()).isTrue();
        assertThat(a.keeper.isSure()).isFalse();
        a.keeper.tick();

        assertThat(a.keeper.isSure()).isFalse();
        assertThat(a.told).containsExactly("begin", "another node has taken it over");
        pass(1_000, a, b);
        assertThat(a.told).endsWith("node b runs it");
        assertThat(b.told).containsExactly("node a runs it", "begin");
    }

    @Test
    void aHolderThatCannotAskGoesOn() {
        pass(1_000, a, b);
        store.broken = true;
        pass(20_000, a, b);
        assertThat(a.keeper.isSure()).as("nobody else can ask either").isTrue();
        store.broken = false;
        pass(1_000, a, b);
        assertThat(a.told).containsExactly("begin");
    }

    @Test
    void whoPassesItOnIsFollowedByThatOne() {
        pass(1_000, a, b, c);
        long fence = a.keeper.pass(new Candidate("c", "c1", "c")).result();
        c.keeper.accept(fence);
        pass(3_000, b, c);

        assertThat(c.told).containsExactly("node a runs it", "begin");
        assertThat(c.fence).isEqualTo(fence).isGreaterThan(a.fence);
        assertThat(b.told).containsExactly("node a runs it", "node c runs it");
        assertThat(a.keeper.isHolding()).isFalse();
    }

    @Test
    void whoWasPassedItAndDidNotHearOfItFindsOut() {
        pass(1_000, a, b);
        a.keeper.pass(new Candidate("b", "b1", "b"));
        pass(1_000, b);

        assertThat(b.keeper.isHolding()).isTrue();
    }

    @Test
    void whatIsLeftIsFreeAndTheNumberStillRises() {
        pass(1_000, a, b);
        // The wall clock of the other is far behind.
        wallMicros = 1;
        a.keeper.close();
        assertThat(a.keeper.isHolding()).isFalse();
        pass(1_000, b);

        assertThat(b.keeper.isHolding()).isTrue();
        assertThat(b.fence).isGreaterThan(a.fence);
    }

    @Test
    void whoHearsOfAHigherNumberThanItsOwnTakesAHigherOneStill() {
        pass(1_000, a);
        a.keeper.heard(1_000_000);
        pass(200, a);

        assertThat(a.told).containsExactly("begin", "renumber");
        assertThat(a.fence).isGreaterThan(1_000_000);
        assertThat(a.keeper.isSure()).isTrue();
    }

    @Test
    void ofTwoThatTookItInTwoHalvesOfAClusterOneStopsWhenItIsWhole() {
        pass(1_000, a);
        // The halves are one again, and what the other half knew has won.
        store.leases.put(FEED, new Lease(nowMs + 1_000, 0, new Candidate("b", "b1", "b")));
        pass(2_000, a, b);

        assertThat(b.keeper.isHolding()).isTrue();
        assertThat(a.told).startsWith("begin", "another node has taken it over");
        assertThat(a.keeper.isHolding()).isFalse();
    }
}
