package io.quotewire.feed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.FeedState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceStateTest {
    /** One row for each state before; the columns are the states after, in the order of the enum. */
    @ParameterizedTest
    @CsvSource({
        // DISCONNECTED, CONNECTING, CONNECTED, RECONNECTING, POLLING, FAILED
        "DISCONNECTED, no,  yes, no,  no,  no,  no",
        "CONNECTING,   yes, yes, yes, no,  yes, yes",
        "CONNECTED,    yes, no,  yes,  yes, no,  yes",
        "RECONNECTING, yes, no,  yes, yes, yes, yes",
        "POLLING,      yes, no,  yes, yes, yes, yes",
        "FAILED,       no,  no,  no,  no,  no,  no",
    })
    void onlyTheMovesOfTheTableAreLegal(
            FeedState from,
            String toDisconnected,
            String toConnecting,
            String toConnected,
            String toReconnecting,
            String toPolling,
            String toFailed) {
        List<String> row = List.of(toDisconnected, toConnecting, toConnected, toReconnecting, toPolling, toFailed);
        for (FeedState to : FeedState.values()) {
            // To stand by is a feed's state, never its source's.
            assertThat(SourceState.isLegal(from, to))
                    .as("%s to %s", from, to)
                    .isEqualTo(to != FeedState.STANDBY && row.get(to.ordinal()).equals("yes"));
        }
    }

    @Test
    void aLegalMoveIsToldWithItsReasonAndCounted() {
        List<StateChange> heard = new ArrayList<>();
        SourceState state = new SourceState("f", heard::add);

        state.transitionTo(FeedState.CONNECTING, "go");

        assertThat(state.current()).isEqualTo(FeedState.CONNECTING);
        assertThat(state.changes()).isEqualTo(1);
        assertThat(heard).containsExactly(new StateChange(FeedState.DISCONNECTED, FeedState.CONNECTING, "go"));
    }

    @Test
    void anIllegalMoveIsRefusedAndChangesNothing() {
        List<StateChange> heard = new ArrayList<>();
        SourceState state = new SourceState("f", heard::add);

        assertThatThrownBy(() -> state.transitionTo(FeedState.CONNECTED, "no"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DISCONNECTED")
                .hasMessageContaining("CONNECTED");
        assertThat(state.current()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(heard).isEmpty();
    }

    @Test
    void stoppingKeepsTheReasonOfAFailure() {
        SourceState state = new SourceState("f", change -> {});
        state.transitionTo(FeedState.CONNECTING, "go");
        state.transitionTo(FeedState.FAILED, "no such file");

        state.stopped();

        assertThat(state.current()).isEqualTo(FeedState.FAILED);
    }
}
