package io.quotewire.cluster.loss;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks, what a publisher was told is stored reaches every device. */
class NotificationLossIT {
    private static final int KILLS = 3;

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
