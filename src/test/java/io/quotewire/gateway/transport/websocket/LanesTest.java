package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.protocol.Lane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order what waits leaves. */
final class LanesTest {
    private final Lanes<String> lanes = new Lanes<>();

    private List<String> all() {
        List<String> all = new ArrayList<>();
        lanes.drain(all::add);
        return all;
    }

    private void add(Lane lane, String... items) {
        for (String item : items) {
            lanes.add(item, item.length(), lane);
        }
    }

    @Test
    void whatIsPrivateGoesBeforePricesAndBothKeepTheirOrder() {
        add(Lane.PRICES, "price 1", "price 2");
        add(Lane.PRIVATE, "private 1");
        add(Lane.PRICES, "price 3");
        add(Lane.PRIVATE, "private 2");

        assertThat(all()).containsExactly("private 1", "private 2", "price 1", "price 2", "price 3");
    }

    @Test
    void whatTellsOfPricesOvertakesNoneAndIsNotOvertaken() {
        add(Lane.PRICES, "price 1");
        add(Lane.PRIVATE, "private 1");
        add(Lane.IN_ORDER, "no more of 1");
        add(Lane.PRICES, "price 2");
        add(Lane.PRIVATE, "private 2");

        assertThat(all()).containsExactly("private 1", "price 1", "no more of 1", "private 2", "price 2");
    }

    @Test
    void itKnowsHowMuchWaitsInWhichLane() {
        add(Lane.PRICES, "12345");
        add(Lane.PRIVATE, "123");
        add(Lane.IN_ORDER, "1");
        assertThat(List.of(lanes.bytes(), lanes.privateBytes())).containsExactly(9L, 4L);

        assertThat(lanes.isNextPrice()).isFalse();
        assertThat(lanes.take()).isEqualTo("123");
        assertThat(lanes.isNextPrice()).isTrue();
        lanes.shorten(2);
        assertThat(lanes.next()).isEqualTo("12345");
        assertThat(lanes.nextBytes()).isEqualTo(3);
        assertThat(List.of(lanes.bytes(), lanes.privateBytes())).containsExactly(4L, 1L);

        assertThat(all()).containsExactly("12345", "1");
        assertThat(List.of(lanes.bytes(), lanes.privateBytes())).containsExactly(0L, 0L);
        assertThat(lanes.isEmpty()).isTrue();
    }
}
