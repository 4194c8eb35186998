package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long NOW_MS = 5_000;

    private static int taken(TokenBucket bucket, int tries, long nowMs) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(nowMs) == 0 ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aBurstGoesThroughAndTheNextOneWaitsForItsToken() {
        TokenBucket bucket = new TokenBucket(10, 20, NOW_MS);

        assertThat(taken(bucket, 25, NOW_MS)).isEqualTo(20);
        assertThat(bucket.take(NOW_MS)).isEqualTo(100);
        assertThat(bucket.take(NOW_MS + 99)).isEqualTo(1);
        assertThat(bucket.take(NOW_MS + 100)).isZero();
        assertThat(taken(bucket, 25, NOW_MS + 1_100)).isEqualTo(10);
        assertThat(taken(bucket, 25, NOW_MS + 1_000_000)).isEqualTo(20);
    }

    @Test
    void aMinutesWorthComesBackOverAMinute() {
        TokenBucket bucket = TokenBucket.perMinute(10, NOW_MS);

        assertThat(taken(bucket, 11, NOW_MS)).isEqualTo(10);
        assertThat(bucket.take(NOW_MS)).isEqualTo(6_000);
        assertThat(bucket.take(NOW_MS + 5_999)).isEqualTo(1);
        assertThat(bucket.take(NOW_MS + 6_000)).isZero();
        assertThat(taken(bucket, 11, NOW_MS + 66_000)).isEqualTo(10);
    }

    @Test
    void lookingTakesNothing() {
        TokenBucket bucket = TokenBucket.perMinute(1, NOW_MS);

        assertThat(bucket.waitMs(NOW_MS)).isZero();
        assertThat(bucket.isFull(NOW_MS)).isTrue();
        assertThat(bucket.take(NOW_MS)).isZero();
        assertThat(bucket.waitMs(NOW_MS)).isEqualTo(60_000);
        assertThat(bucket.isFull(NOW_MS + 59_999)).isFalse();
        assertThat(bucket.isFull(NOW_MS + 60_000)).isTrue();
    }

    @Test
    void noLimitIsNeverReached() {
        assertThat(taken(new TokenBucket(0, 0, NOW_MS), 1_000, NOW_MS)).isEqualTo(1_000);
        assertThat(taken(TokenBucket.perMinute(0, NOW_MS), 1_000, NOW_MS)).isEqualTo(1_000);
        assertThat(TokenBucket.perMinute(0, NOW_MS).isFull(NOW_MS)).isTrue();
    }
}
