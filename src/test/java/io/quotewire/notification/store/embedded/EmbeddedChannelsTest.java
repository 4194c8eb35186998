package io.quotewire.notification.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.Numbered;
import io.quotewire.notification.store.TidiedChannelsContract;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedChannelsTest extends TidiedChannelsContract {
    @TempDir
    Path folder;

    private final AtomicLong made = new AtomicLong();
    private final Supplier<String> texts = () -> "text" + made.incrementAndGet();

    @Override
    protected Future<NotificationStore> open(HistoryLimits limits) {
        return EmbeddedStore.open(vertx, folder.resolve("store"), limits, texts).map(opened -> opened);
    }

    private void reopen(HistoryLimits limits) {
        call(() -> store.close());
        store = call(() -> open(limits));
    }

    @Test
    void whatIsKeptAndNumberedGoesOnAfterAReopening() {
        Numbered keyed = append(publication("trades:ann", 1, "k"), NOON);
        append("trades:ann", 2, 3);

        reopen(LIMITS);

        assertThat(seqs(after("trades:ann", keyed.epoch(), 1))).containsExactly(2L, 3L);
        assertThat(append(publication("trades:ann", 9, "k"), NOON)).isEqualTo(new Numbered(keyed.epoch(), 1, true));
        assertThat(append("trades:ann", 4)).isEqualTo(new Numbered(keyed.epoch(), 4, false));
    }

    @Test
    void whatIsNotKeptIsNumberedAnewAfterAReopening() {
        Numbered before = append("watchlist:BTC-USD", 1);

        reopen(LIMITS);

        Numbered after = append("watchlist:BTC-USD", 2);
        assertThat(after.seq()).isEqualTo(1);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void aChannelThatWasNotKeptForAWhileBeginsAnew() {
        Numbered before = append("trades:ann", 1);
        reopen(new HistoryLimits(10, LIMITS.maxAge()));
        append("trades:ann", 2);
        call(() -> store.tidy(NOON));

        reopen(LIMITS);

        assertThat(append("trades:ann", 3).epoch()).isNotEqualTo(before.epoch());
        assertThat(after("trades:ann", before.epoch(), 1).recovered()).isFalse();
    }
}
