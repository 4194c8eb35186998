package io.quotewire.notification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.FailureCode;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MemoryChannelsTest extends TidiedChannelsContract {
    private final AtomicLong made = new AtomicLong();
    private final Supplier<String> texts = () -> "text" + made.incrementAndGet();

    @Override
    protected Future<NotificationStore> open(HistoryLimits limits) {
        return Future.succeededFuture(new MemoryStore(limits, texts));
    }

    @Test
    void aFullStoreRefusesWhatIsToBeKeptAndDropsNothing() {
        store = new MemoryStore(LIMITS, texts, 2);
        append("trades:ann", 1, 2);

        assertThatThrownBy(() -> append("trades:ann", 3))
                .satisfies(failure -> assertThat(FailureCode.of(failure)).contains(FailureCode.STORE_UNAVAILABLE));
        assertThat(seqs(after("trades:ann", null, 0))).containsExactly(1L, 2L);
        assertThat(append("watchlist:BTC-USD", 1).seq()).isEqualTo(1);
        assertThat(call(() -> store.health()).ok()).isFalse();
    }
}
