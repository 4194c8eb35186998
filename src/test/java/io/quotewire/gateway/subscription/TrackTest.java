package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of one publisher's batches, whatever comes first, twice or not at all. */
final class TrackTest {
    private final Track track = new Track(1);

    @Test
    void whoWasHeardFromTheFirstBatchOnNeedsNoSnapshot() {
        assertThat(track.isComplete()).isFalse();
        assertThat(track.batch(1, false)).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void whoHasPublishedNothingYetNeedsNoSnapshot() {
        assertThat(track.batch(0, true)).isZero();
        assertThat(track.isComplete()).isTrue();
        assertThat(track.batch(1, false)).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void aSnapshotIsNotEnoughUntilBatchesCome() {
        assertThat(track.snapshot(7)).isTrue();
        assertThat(track.isComplete()).isFalse();
        assertThat(track.batch(7, true)).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void batchesAreNotEnoughUntilASnapshotCoversWhatWasBefore() {
        track.batch(9, false);
        assertThat(track.snapshot(7)).isTrue();
        assertThat(track.isComplete()).as("8 is missing").isFalse();
        assertThat(track.snapshot(8)).isTrue();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void aSnapshotThatOvertakesBatchesDoesNotHideThem() {
        track.batch(7, true);
        track.snapshot(7);
        assertThat(track.snapshot(9)).isFalse();
        assertThat(track.settle()).isZero();
        assertThat(track.has(8)).isFalse();
        assertThat(track.batch(8, false)).isZero();
        assertThat(track.batch(9, false)).isZero();
        assertThat(track.settle()).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void aJumpIsALossUntilASnapshotComes() {
        track.batch(1, false);
        assertThat(track.batch(4, false)).isEqualTo(2);
        assertThat(track.isComplete()).isFalse();
        assertThat(track.digest(4)).as("a digest is needed meanwhile").isTrue();
        assertThat(track.batch(5, false)).isZero();
        assertThat(track.snapshot(5)).isTrue();
        assertThat(track.isComplete()).isTrue();
        assertThat(track.batch(6, false)).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void aMarkTellsOfTheBatchesBeforeIt() {
        track.batch(1, false);
        assertThat(track.batch(1, true)).isZero();
        assertThat(track.isComplete()).isTrue();
        assertThat(track.batch(3, true)).isEqualTo(2);
        assertThat(track.isComplete()).isFalse();
    }

    @Test
    void whatADigestTellsOfAndDoesNotComeInASecondIsLost() {
        track.batch(1, false);
        assertThat(track.digest(3)).isFalse();
        assertThat(track.settle()).as("it may be on its way").isZero();
        assertThat(track.isComplete()).isTrue();
        assertThat(track.settle()).isEqualTo(2);
        assertThat(track.isComplete()).isFalse();
        assertThat(track.settle()).as("it is counted once").isZero();
        track.snapshot(3);
        assertThat(track.isComplete()).isTrue();
        assertThat(track.batch(4, false)).isZero();
        assertThat(track.isComplete()).isTrue();
    }

    @Test
    void theSameBatchTwiceIsOne() {
        track.batch(1, false);
        track.batch(2, false);
        assertThat(track.has(2)).isTrue();
        assertThat(track.batch(2, false)).isZero();
        assertThat(track.batch(3, false)).isZero();
    }
}
