package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemandBookTest {
    private static final long LINGER_MS = 60_000;

    private long nowMs = 1_000;
    private final DemandBook book = new DemandBook(() -> nowMs);
    private final List<Set<String>> told = new ArrayList<>();

    @BeforeEach
    void follow() {
        book.follow(List.of("A-B", "C-D", "E-F"), LINGER_MS, told::add);
    }

    private void pass(long ms) {
        nowMs += ms;
        book.tick();
    }

    @Test
    void theFirstWhoWantsASymbolStartsItAtOnce() {
        book.wanted(List.of("A-B", "X-Y"));
        book.wanted(List.of("A-B"));
        book.wanted(List.of("A-B", "C-D"));

        assertThat(told).containsExactly(Set.of(), Set.of("A-B"), Set.of("A-B", "C-D"));
    }

    @Test
    void theLastLingersAndThenItStops() {
        book.wanted(List.of("A-B", "C-D"));
        pass(LINGER_MS / 2);
        book.wanted(List.of("C-D"));
        pass(LINGER_MS / 2 - 1);
        assertThat(told).hasSize(2);
        pass(1);
        assertThat(told).endsWith(Set.of("C-D"));
        pass(LINGER_MS);
        assertThat(told).endsWith(Set.of());
    }

    @Test
    void whoComesBackWhileItLingersChangesNothing() {
        book.wanted(List.of("A-B"));
        for (int i = 0; i < 10; i++) {
            pass(LINGER_MS - 1);
            book.wanted(List.of("A-B"));
        }

        assertThat(told).containsExactly(Set.of(), Set.of("A-B"));
    }

    @Test
    void noFollowerIsShorterThanAGatewayMayBeSilent() {
        List<Set<String>> hasty = new ArrayList<>();
        book.follow(List.of("A-B"), 0, hasty::add);
        book.wanted(List.of("A-B"));
        pass(FeedDemand.LEASE_MS - 1);
        assertThat(hasty).containsExactly(Set.of(), Set.of("A-B"));
        pass(1);
        assertThat(hasty).endsWith(Set.of());
        assertThat(told).as("each has its own time").endsWith(Set.of("A-B"));
        book.wanted(List.of("A-B"));
        assertThat(hasty).endsWith(Set.of("A-B"));
    }

    @Test
    void whoFollowsLaterIsToldWhatIsWantedAlready() {
        book.wanted(List.of("C-D"));
        List<Set<String>> late = new ArrayList<>();
        book.follow(List.of("C-D"), LINGER_MS, late::add);

        assertThat(late).containsExactly(Set.of(), Set.of("C-D"));
    }

    @Test
    void whoeverAsksForTooMuchIsInNobodysWay() {
        book.wanted(IntStream.range(0, 30_000).mapToObj(i -> "X" + i + "-USD").toList());
        book.wanted(List.of("A-B"));
        assertThat(told).endsWith(Set.of("A-B"));
        pass(LINGER_MS - 1);
        book.wanted(List.of("A-B", "X29999-USD"));
        pass(1);

        assertThat(told).as("and it lasts no shorter").containsExactly(Set.of(), Set.of("A-B"));
    }
}
