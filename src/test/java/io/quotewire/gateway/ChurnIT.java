package io.quotewire.gateway;

import io.quotewire.testkit.LongTest;
import org.junit.jupiter.api.Test;

/** {@link ChurnTest} for a minute, or as long as {@code -Dquotewire.churn.seconds} says. */
@LongTest
class ChurnIT {
    private static final int SECONDS = Integer.getInteger("quotewire.churn.seconds", 60);

    @Test
    void whoStaysLosesAndDoublesNothingAndWhoGoesLeavesNothing() {
        try (Churn churn = new Churn()) {
            churn.run(SECONDS);
        }
    }
}
