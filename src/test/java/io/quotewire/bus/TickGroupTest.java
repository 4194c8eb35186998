package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TickGroupTest {
    @Test
    void aSymbolsGroupIsTheSameInEveryReleaseAndProcess() {
        assertThat(List.of("BTC-USD", "ETH-USD", "SOL-USD", "ADA-USD", "XRP-USD", "", "\u00FC"))
                .map(TickGroup::of)
                .containsExactly(9, 1, 3, 12, 4, 0, 11);
    }

    @Test
    void symbolsFallIntoAllGroupsAboutEvenly() {
        int[] counts = new int[TickGroup.COUNT];
        for (char a = 'A'; a <= 'Z'; a++) {
            for (char b = 'A'; b <= 'Z'; b++) {
                for (String quote : List.of("-USD", "-EUR", "-BTC")) {
                    counts[TickGroup.of("" + a + b + "X" + quote)]++;
                }
            }
        }

        int even = 26 * 26 * 3 / TickGroup.COUNT;
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > even / 2 && count < even * 2);
    }

    @Test
    void everyGroupHasAnAddress() {
        assertThat(Address.ticks(0)).isEqualTo("feed.ticks.0");
        assertThat(Address.ticks(15)).isEqualTo("feed.ticks.15");
    }
}
