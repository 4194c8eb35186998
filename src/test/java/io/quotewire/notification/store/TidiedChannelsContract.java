package io.quotewire.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a store promises of channels that has to be told to forget. */
public abstract class TidiedChannelsContract extends ChannelStoreContract {
    @Test
    void whatIsTooOldIsTidiedAway() {
        append("trades:ann", 1, 3);
        Instant later = NOON.plus(TERMS.maxAge()).plusMillis(1);

        assertThat(call(() -> store.tidy(NOON))).isZero();
        assertThat(call(() -> store.tidy(later))).isEqualTo(3);
        assertThat(call(() -> store.tidy(later))).isZero();
    }

    @Test
    void aNumberingThatNobodyHasUsedForLongIsForgotten() {
        append("trades:ann", 1, 3);
        String epoch = head("trades:ann").epoch();
        Instant later = NOON.plus(TERMS.remembered());

        call(() -> store.tidy(later));
        assertThat(head("trades:ann").epoch()).isEqualTo(epoch);
        call(() -> store.tidy(later.plus(Duration.ofMillis(1))));

        assertThat(head("trades:ann").epoch()).isNull();
        assertThat(append("trades:ann", 4).seq()).isEqualTo(1);
        assertThat(head("trades:ann").epoch()).isNotEqualTo(epoch);
    }
}
