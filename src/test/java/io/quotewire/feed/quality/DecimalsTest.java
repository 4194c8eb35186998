package io.quotewire.feed.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "0.1", "61837.63000000", "0.00000001", "1234567890123456789012345678901234567890"})
    void plainDecimalsAboveZeroArePrices(String text) {
        assertThat(Decimals.isPrice(text)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.00",
                "-1",
                "+1",
                "NaN",
                "Infinity",
                "1e5",
                "1E-7",
                "1.",
                ".5",
                ".",
                "1.2.3",
                "1,5",
                " 1",
                "1 ",
                "0x10",
                "abc",
                "١",
                "12345678901234567890123456789012345678901",
            })
    void everythingElseIsNone(String text) {
        assertThat(Decimals.isPrice(text)).isFalse();
    }

    @Test
    void anAmountMayBeZeroAndAChangeNegative() {
        assertThat(Decimals.isAmount("0.00")).isTrue();
        assertThat(Decimals.isAmount("-0.1")).isFalse();
        assertThat(Decimals.isSigned("-0.1")).isTrue();
        assertThat(Decimals.isSigned("--1")).isFalse();
        assertThat(Decimals.isSigned("-")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "14.7775, 14.6647, 0.1128, 0.7692",
        "90, 100, -10, -10.0000",
        "100, 100, 0, 0.0000",
        "0.00000010, 0.00000020, -0.00000010, -50.0000",
        // Exactly between two: to the even one.
        "1000000.5, 1000000, 0.5, 0.0000",
        "1000001.5, 1000000, 1.5, 0.0002",
    })
    void changesAreExactAndPercentHasFourDecimals(String price, String open, String change, String percent) {
        assertThat(Decimals.change(new BigDecimal(price), new BigDecimal(open))).isEqualTo(change);
        assertThat(Decimals.changePercent(new BigDecimal(price), new BigDecimal(open)))
                .isEqualTo(percent);
    }
}
