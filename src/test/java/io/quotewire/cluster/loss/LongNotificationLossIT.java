package io.quotewire.cluster.loss;

import io.quotewire.testkit.LongTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link NotificationLossIT} with more kills, or as many as {@code -Dquotewire.loss.kills} says. */
@LongTest
class LongNotificationLossIT {
    private static final int KILLS = Integer.getInteger("quotewire.loss.kills", 12);

    @TempDir
    Path folder;

    @Test
    void nothingInRedisIsLostWhenNodesAreKilledAndRedisIsAway() throws Exception {
        NotificationLoss.inRedis(folder, KILLS);
    }

    @Test
    void nothingInTheEmbeddedStoreIsLostWhenItsProcessIsKilled() throws Exception {
        NotificationLoss.embedded(folder, KILLS);
    }
}
