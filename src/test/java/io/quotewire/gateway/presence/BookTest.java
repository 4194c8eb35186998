package io.quotewire.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceCount;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One book, told by hand what other nodes say. */
class BookTest {
    private static final String ROOM = "room:1";
    private final List<PresenceStateQuery> questions = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Book book = new Book("me", 1, new Book.Errands() {
        @Override
        public void ask(String node, PresenceStateQuery query) {
            questions.add(query);
        }

        @Override
        public void moved(Movement movement) {
            movements.add(movement);
        }
    });

    private void changed(long incarnation, long seq, String user, int connections, long nowMs) {
        book.changed(
                new PresenceChanges("other", incarnation, seq, List.of(new PresenceCount(ROOM, user, connections))),
                nowMs);
    }

    private void alive(PresenceDigest.Kind kind, long incarnation, long seq, long size, long nowMs) {
        book.told(new PresenceDigest(kind, "other", incarnation, "m" + incarnation, seq, size), nowMs);
    }

    private static Movement joined(String user) {
        return new Movement(ROOM, user, true);
    }

    private static Movement left(String user) {
        return new Movement(ROOM, user, false);
    }

    @Test
    void whoLeavesTheClusterIsGoneAtOnceAndWhatItHasSentBeforeMeansNothing() {
        changed(7, 1, "ann", 1, 100);
        alive(PresenceDigest.Kind.ALIVE, 7, 1, 1, 100);
        book.tick(Set.of("m1", "m7"), 500);
        assertThat(book.known()).containsExactly("m7");
        book.tick(Set.of("m1"), 1_000);
        assertThat(movements).containsExactly(joined("ann"), left("ann"));
        changed(7, 2, "bob", 1, 1_100);
        changed(7, 1, "ann", 1, 1_200);
        alive(PresenceDigest.Kind.ALIVE, 7, 2, 2, 1_300);
        assertThat(book.count(ROOM)).isEqualTo(Headcount.NOBODY);
        assertThat(book.others()).isZero();
        assertThat(questions).isEmpty();

        // It was only cut off.
        book.tick(Set.of("m1"), 1_000 + Book.ECHO_MS);
        alive(PresenceDigest.Kind.ALIVE, 7, 2, 1, 1_000 + Book.ECHO_MS);
        assertThat(questions).hasSize(1);
    }

    @Test
    void aNodeThatIsStartedAgainHasNobodyOfBefore() {
        changed(7, 1, "ann", 2, 100);
        changed(7, 2, "bob", 1, 100);
        alive(PresenceDigest.Kind.HELLO, 8, 0, 0, 200);
        assertThat(book.count(ROOM)).isEqualTo(Headcount.NOBODY);
        changed(7, 3, "cid", 1, 300);
        changed(8, 1, "bob", 1, 300);
        assertThat(book.count(ROOM)).isEqualTo(new Headcount(List.of("bob"), 1, 1));
        assertThat(movements)
                .containsExactlyInAnyOrder(joined("ann"), joined("bob"), left("ann"), left("bob"), joined("bob"));
    }

    @Test
    void whoSaysGoodbyeIsGone() {
        changed(7, 1, "ann", 1, 100);
        alive(PresenceDigest.Kind.LEAVING, 7, 1, 1, 200);
        assertThat(movements).containsExactly(joined("ann"), left("ann"));
        assertThat(book.others()).isZero();
    }

    @Test
    void aUserHasJoinedWithTheFirstConnectionAnywhereAndLeftWithTheLast() {
        book.came(new Member(ROOM, "ann"));
        changed(7, 1, "ann", 2, 100);
        book.went(new Member(ROOM, "ann"));
        assertThat(movements).containsExactly(joined("ann"));
        assertThat(book.count(ROOM)).isEqualTo(new Headcount(List.of("ann"), 1, 2));
        assertThat(book.nodes(ROOM)).containsExactly("other");
        changed(7, 2, "ann", 1, 100);
        assertThat(movements).hasSize(1);
        changed(7, 3, "ann", 0, 100);
        assertThat(movements).containsExactly(joined("ann"), left("ann"));
    }

    @Test
    void whatIsMissingIsAskedForUntilItComesAndNobodyIsToldTwice() {
        changed(7, 1, "ann", 1, 100);
        changed(7, 3, "bob", 1, 100);
        assertThat(book.count(ROOM).users()).containsExactly("ann");
        assertThat(questions).hasSize(1);
        book.tick(Set.of(), 1_000);
        assertThat(questions).hasSize(1);
        book.tick(Set.of(), 2_200);
        assertThat(questions).hasSize(2);
        assertThat(questions.get(1)).isEqualTo(questions.get(0));
        String id = questions.get(0).id();
        changed(7, 4, "cid", 1, 2_300);
        book.page(
                new PresencePage(
                        id,
                        "other",
                        7,
                        3,
                        List.of(new PresenceCount(ROOM, "ann", 1), new PresenceCount(ROOM, "bob", 1)),
                        true),
                2_300);
        book.page(new PresencePage(id, "other", 7, 3, List.of(), true), 2_400);
        assertThat(movements).containsExactlyInAnyOrder(joined("ann"), joined("bob"), joined("cid"));
        assertThat(book.repairs()).isEqualTo(2);
    }

    @Test
    void whoeverIsSilentTooLongIsGoneUnlessWeWereHeldUpOurselves() {
        changed(7, 1, "ann", 1, 0);
        for (long nowMs = 500; nowMs < Book.SILENT_MS; nowMs += 500) {
            book.tick(Set.of(), nowMs);
        }
        assertThat(movements).containsExactly(joined("ann"));
        book.tick(Set.of(), 60_000);
        assertThat(movements).hasSize(1);
        for (long nowMs = 60_500; nowMs <= 60_000 + Book.SILENT_MS; nowMs += 500) {
            book.tick(Set.of(), nowMs);
        }
        assertThat(movements).containsExactly(joined("ann"), left("ann"));
    }

    @Test
    void whatIsToldIsBoundedAndCountsAreExact() {
        int users = Headcount.MAX_USERS + 200;
        for (int i = 0; i < users; i++) {
            book.came(new Member(ROOM, "u%05d".formatted(i)));
            book.came(new Member(ROOM, null));
        }
        book.came(new Member("room:0", null));
        Headcount count = book.count(ROOM);
        assertThat(count.users()).hasSize(Headcount.MAX_USERS).startsWith("u00000");
        assertThat(count.total()).isEqualTo(users);
        assertThat(count.connections()).isEqualTo(2L * users);
        List<PresenceChanges> news = book.news();
        assertThat(news).allMatch(one -> one.changes().size() <= PresenceChanges.MAX_CHANGES);
        assertThat(news).extracting(PresenceChanges::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(book.hasNews()).isFalse();

        List<PresenceCount> all = new ArrayList<>();
        PresencePage page = book.answer(new PresenceStateQuery("q", null, null));
        while (!page.last()) {
            assertThat(page.counts()).hasSize(PresencePage.MAX_COUNTS);
            all.addAll(page.counts());
            PresenceCount end = page.counts().get(page.counts().size() - 1);
            page = book.answer(new PresenceStateQuery("q", end.channel(), end.userId()));
        }
        all.addAll(page.counts());
        assertThat(all).hasSize(users + 2).doesNotHaveDuplicates();
        assertThat(all).contains(new PresenceCount(ROOM, null, users));
    }
}
