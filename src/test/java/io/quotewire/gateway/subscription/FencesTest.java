package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FencesTest {
    private final Fences fences = new Fences();

    @Test
    void whoIsTheFirstOrHasTheHighestEpochComesIn() {
        assertThat(fences.keepOut("a", 5)).isFalse();
        assertThat(fences.keepOut("a", 5)).isFalse();
        assertThat(fences.keepOut("a", 9)).isFalse();
        assertThat(fences.count()).isZero();
    }

    @Test
    void whoWasReplacedIsKeptOutAndCountedEachTime() {
        fences.keepOut("a", 9);

        assertThat(fences.keepOut("a", 8)).isTrue();
        assertThat(fences.keepOut("a", -1)).isTrue();
        assertThat(fences.keepOut("a", 9))
                .as("the one that has replaced it goes on")
                .isFalse();
        assertThat(fences.count()).isEqualTo(2);
    }

    @Test
    void publishersAreFencedEachForItself() {
        fences.keepOut("a", 9);

        assertThat(fences.keepOut("b", 1)).isFalse();
        assertThat(fences.keepOut("a", 1)).isTrue();
    }

    @Test
    void whoIsForgottenMayComeWithAnyEpochAndTheCountStays() {
        fences.keepOut("a", 9);
        fences.keepOut("b", 9);
        fences.keepOut("a", 1);
        fences.forget(publisher -> publisher.equals("a"));

        assertThat(fences.keepOut("a", 2)).isFalse();
        assertThat(fences.keepOut("a", 1)).isTrue();
        assertThat(fences.keepOut("b", 2)).isTrue();
        assertThat(fences.count()).isEqualTo(3);
    }
}
