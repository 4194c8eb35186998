package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import org.junit.jupiter.api.Test;

/** How much may wait in which lane. */
final class QueueBoundsTest {
    private static final int BYTES = 1_000;

    private static final class Queue implements Connection {
        private long prices;
        private long privately;

        @Override
        public void send(Outbound message) {
            throw new AssertionError("only looked at");
        }

        @Override
        public void send(Bundle bundle) {
            throw new AssertionError("only looked at");
        }

        @Override
        public void ping() {
            throw new AssertionError("only looked at");
        }

        @Override
        public long queuedBytes() {
            return prices + privately;
        }

        @Override
        public long privateBytes() {
            return privately;
        }

        @Override
        public void close(CloseCode code, String reason) {
            throw new AssertionError("only looked at");
        }

        @Override
        public void terminate() {
            throw new AssertionError("only looked at");
        }
    }

    private final Queue queue = new Queue();
    private final QueueBounds bounds = new QueueBounds(queue, BYTES);

    private void waits(long prices, long privately) {
        queue.prices = prices;
        queue.privately = privately;
    }

    @Test
    void eachLaneIsCongestedFromAQuarterOfItsOwn() {
        waits(250, 250);
        assertThat(bounds.pricesCongested()).isFalse();
        assertThat(bounds.privateCongested()).isFalse();
        waits(251, 250);
        assertThat(bounds.pricesCongested()).isTrue();
        assertThat(bounds.privateCongested()).isFalse();
        waits(250, 251);
        assertThat(bounds.pricesCongested()).isFalse();
        assertThat(bounds.privateCongested()).isTrue();
    }

    @Test
    void eachLaneMayHoldTheWhole() {
        waits(1_000, 1_000);
        assertThat(bounds.exceeded()).isFalse();
        waits(1_001, 0);
        assertThat(bounds.exceeded()).isTrue();
        waits(0, 1_001);
        assertThat(bounds.exceeded()).isTrue();
    }

    @Test
    void whatIsLongerThanMayWaitIsNobodysSlownessUntilMoreComes() {
        waits(5_000, 0);
        bounds.grantPrices();
        assertThat(bounds.exceeded()).isFalse();
        waits(5_900, 300);
        assertThat(bounds.exceeded()).isFalse();
        waits(6_001, 0);
        assertThat(bounds.exceeded()).isTrue();
        waits(4_000, 1_001);
        assertThat(bounds.exceeded()).as("the other lane has no part in it").isTrue();
        bounds.grantPrivate();
        assertThat(bounds.exceeded()).isFalse();
    }

    @Test
    void whatWasGrantedIsOverWhenTheQueueHasDrained() {
        waits(5_000, 5_000);
        bounds.grantPrices();
        bounds.grantPrivate();
        waits(600, 400);
        assertThat(bounds.exceeded()).isFalse();
        waits(1_001, 0);
        assertThat(bounds.exceeded()).isTrue();
        waits(0, 1_001);
        assertThat(bounds.exceeded()).isTrue();
    }

    @Test
    void oneLaneThatHasDrainedIsBoundAgainWhileTheOtherHasNot() {
        waits(5_000, 5_000);
        bounds.grantPrices();
        bounds.grantPrivate();
        waits(900, 5_000);
        assertThat(bounds.exceeded()).isFalse();
        waits(1_001, 5_000);
        assertThat(bounds.exceeded()).isTrue();
    }
}
