package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final int LANES = 1_000;
    private static final long MS = 1_000_000;

    private final Gathering gathering = new Gathering();
    private long nowNanos = 1_000 * MS;

    /** Turns, each some milliseconds after the other; writing takes so long, whatever it carries. Gives how often was written. */
    private int writesOf(int turns, long everyMs, double writeMs, int toLanes) {
        int writes = 0;
        int came = 0;
        long firstNanos = nowNanos;
        while (came < turns) {
            do {
                came++;
                nowNanos = Math.max(nowNanos, firstNanos + came * everyMs * MS);
                gathering.came((firstNanos + came * everyMs * MS) / 1_000);
                // What it waits for comes in time.
                assertThat(!gathering.isToWait() || gathering.patienceMs() > everyMs)
                        .isTrue();
            } while (came < turns && (gathering.isToWait() || firstNanos + (came + 1) * everyMs * MS <= nowNanos));
            long beganNanos = nowNanos;
            nowNanos += (long) (writeMs * MS);
            gathering.sent(beganNanos, nowNanos, toLanes, () -> LANES);
            writes++;
        }
        return writes;
    }

    @Test
    void aLoopThatHasTimeWritesEachTurnAtOnce() {
        assertThat(writesOf(100, 10, 7.5, LANES)).isEqualTo(100);
    }

    @Test
    void aLoopThatWritesNearlyAllTheTimeLetsTwoTurnsGoTogether() {
        writesOf(100, 10, 9, LANES);
        // It stays so, though it has time enough now.
        assertThat(writesOf(200, 10, 9.5, LANES)).isEqualTo(100);
    }

    @Test
    void moreTurnsGoTogetherTheBusierItWouldBe() {
        writesOf(100, 10, 22, LANES);
        assertThat(writesOf(300, 10, 22, LANES)).isEqualTo(100);
        writesOf(100, 10, 30, LANES);
        assertThat(writesOf(400, 10, 30, LANES)).isEqualTo(100);
    }

    @Test
    void whenThereIsTimeAgainNothingWaits() {
        writesOf(100, 10, 9, LANES);
        writesOf(100, 10, 5, LANES);
        assertThat(writesOf(100, 10, 5, LANES)).isEqualTo(100);
    }

    @Test
    void nothingWaitsWhereEachTurnIsForOthers() {
        assertThat(writesOf(300, 10, 9.9, LANES / 20)).isEqualTo(300);
    }

    @Test
    void nothingWaitsForTurnsThatAreFarApart() {
        assertThat(writesOf(100, 100, 95, LANES)).isEqualTo(100);
    }

    @Test
    void whatComesTogetherIsOneTurn() {
        writesOf(100, 10, 9, LANES);
        gathering.came(nowNanos / 1_000);
        gathering.came(nowNanos / 1_000 + 900);
        assertThat(gathering.isToWait()).isTrue();
        gathering.came(nowNanos / 1_000 + 10_000);
        assertThat(gathering.isToWait()).isFalse();
    }
}
