package io.quotewire.gateway;

import org.junit.jupiter.api.Test;

/** Coming and going does nothing to those who stay, and leaves nothing behind. */
class ChurnTest {
    private static final int SECONDS = 15;

    @Test
    void whoStaysLosesAndDoublesNothingAndWhoGoesLeavesNothing() {
        try (Churn churn = new Churn()) {
            churn.run(SECONDS);
        }
    }
}
