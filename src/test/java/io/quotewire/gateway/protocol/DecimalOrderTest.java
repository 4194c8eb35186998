package io.quotewire.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecimalOrderTest {
    private static final List<String> NUMBERS = List.of(
            "0",
            "0.0",
            "00",
            "1",
            "1.0",
            "01",
            "1.",
            ".5",
            "0.5",
            "0.05",
            "0.50",
            "9",
            "10",
            "9.99",
            "10.01",
            "100",
            "99999999999999999999.9",
            "100000000000000000000",
            "100000000000000000000.0000000001",
            "-1",
            "-0.5",
            "1e2",
            "1E-2",
            "+3",
            "0.1",
            "0.10",
            "0.100000000000000000001");

    @Test
    void everyPairIsOrderedAsByItsValue() {
        for (String a : NUMBERS) {
            for (String b : NUMBERS) {
                assertThat(Integer.signum(DecimalOrder.compare(a, b)))
                        .as("%s and %s", a, b)
                        .isEqualTo(new BigDecimal(a).compareTo(new BigDecimal(b)));
            }
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (String wrong : List.of("", ".", "1.2.3", "abc")) {
            assertThatThrownBy(() -> DecimalOrder.compare(wrong, "1")).isInstanceOf(NumberFormatException.class);
        }
    }
}
