package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AddressRatesTest {
    private static final long NOW_MS = 1_000;
    private final AddressRates rates = new AddressRates(true, nowMs -> new TokenBucket(2, 2, nowMs));

    @Test
    void everyAddressHasItsOwn() {
        assertThat(rates.take("a", NOW_MS)).isZero();
        assertThat(rates.take("a", NOW_MS)).isZero();
        assertThat(rates.take("a", NOW_MS)).isEqualTo(500);
        assertThat(rates.waitMs("a", NOW_MS)).isEqualTo(500);
        assertThat(rates.waitMs("b", NOW_MS)).isZero();
        assertThat(rates.take("b", NOW_MS)).isZero();
        assertThat(rates.size()).isEqualTo(2);
    }

    @Test
    void whoseBucketIsFullAgainIsForgotten() {
        rates.take("a", NOW_MS);
        rates.take("b", NOW_MS + 400);
        rates.take("c", NOW_MS + 499);
        assertThat(rates.size()).isEqualTo(3);

        rates.take("d", NOW_MS + 500);
        assertThat(rates.size()).isEqualTo(3);
        rates.take("d", NOW_MS + 5_000);
        assertThat(rates.size()).isEqualTo(1);
    }

    @Test
    void thereAreNeverMoreThanSoMany() {
        for (int i = 0; i < AddressRates.MAX_ADDRESSES + 1_000; i++) {
            rates.take("ip" + i, NOW_MS);
        }
        assertThat(rates.size()).isEqualTo(AddressRates.MAX_ADDRESSES);
        rates.take("late", NOW_MS);
        assertThat(rates.take("late", NOW_MS)).isZero();
        assertThat(rates.take("late", NOW_MS)).isPositive();
    }

    @Test
    void theyGoFasterThanTheyCome() {
        for (int i = 0; i < 1_000; i++) {
            rates.take("ip" + i, NOW_MS);
        }
        for (int i = 0; i < 100; i++) {
            rates.take("later" + i, NOW_MS + 500);
        }
        assertThat(rates.size()).isEqualTo(100);
    }

    @Test
    void withoutALimitNobodyIsKept() {
        AddressRates off = new AddressRates(false, nowMs -> new TokenBucket(1, 1, nowMs));
        for (int i = 0; i < 10; i++) {
            assertThat(off.take("a", NOW_MS)).isZero();
        }
        assertThat(off.waitMs("a", NOW_MS)).isZero();
        assertThat(off.size()).isZero();
    }
}
