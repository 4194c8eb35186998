package io.quotewire.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store promises that has to be told to forget. */
public abstract class TidiedStoreContract extends NotificationStoreContract {
    @Test
    void whatIsTooOldIsTidiedAway() {
        append("ann", 1, 3);
        Instant later = NOON.plus(Duration.ofDays(7)).plusMillis(1);

        assertThat(call(() -> store.tidy(NOON))).isZero();
        assertThat(call(() -> store.tidy(later))).isEqualTo(3);
        assertThat(call(() -> store.tidy(later))).isZero();
    }

    @Test
    void tidyingComesRoundToEveryUser() {
        int users = 1_200;
        call(() -> {
            List<Future<Appended>> all = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                all.add(store.append(request("user" + i, "n"), NOON));
            }
            return Future.all(all);
        });
        Instant later = NOON.plus(Duration.ofDays(8));

        int gone = 0;
        for (int i = 0; i < 3; i++) {
            gone += call(() -> store.tidy(later));
        }

        assertThat(gone).isEqualTo(users);
    }
}
