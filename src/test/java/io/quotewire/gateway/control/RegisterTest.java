package io.quotewire.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.control.Sanction.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node makes of what the cluster's map says. */
final class RegisterTest {
    private static final long LONG_AGO = 1_000;
    private static final long NOW = 100_000;
    private static final Sanction USER = new Sanction(Kind.USER, "ann", 50_000, 900_000, "root", "");
    private static final Sanction BLOCK = new Sanction(Kind.ADDRESS, "::1", 50_000, 900_000, "root", "");
    private final Register register = new Register();

    @Test
    void aSanctionComesBackFromTheMapAsItWas() {
        Sanction odd = new Sanction(Kind.TOKEN, "a:b:\"c", 1, Long.MAX_VALUE, "root", "");
        assertThat(Sanction.from(odd.key(), odd.text())).isEqualTo(odd);
    }

    @Test
    void whatTheMapHasAndTheNodeHasNotIsNewOnce() {
        assertThat(register.unknown(List.of(USER, BLOCK), NOW)).containsExactly(USER, BLOCK);
        assertThat(register.unknown(List.of(USER, BLOCK), NOW)).isEmpty();
        Sanction again = new Sanction(Kind.USER, "ann", 60_000, 910_000, "root", "");
        assertThat(register.unknown(List.of(again), NOW)).containsExactly(again);
        assertThat(register.unknown(List.of(USER), NOW)).isEmpty();
        assertThat(register.count(Kind.USER)).isEqualTo(1);
    }

    @Test
    void aBlockOutlastsWhatEndsNoLater() {
        assertThat(register.outlasts(BLOCK)).isFalse();
        register.unknown(List.of(BLOCK), NOW);
        assertThat(register.outlasts(new Sanction(Kind.ADDRESS, "::1", 60_000, 900_000, "automatic", "")))
                .isTrue();
        assertThat(register.outlasts(new Sanction(Kind.ADDRESS, "::1", 60_000, 900_001, "automatic", "")))
                .isFalse();
        assertThat(register.outlasts(new Sanction(Kind.ADDRESS, "::2", 60_000, 1, "automatic", "")))
                .isFalse();
    }

    @Test
    void whatIsOverIsForgotten() {
        register.unknown(List.of(USER, BLOCK), NOW);
        assertThat(register.over(List.of(USER, BLOCK), NOW, 899_999)).isEmpty();
        assertThat(register.over(List.of(USER, BLOCK), NOW, 900_000)).containsExactlyInAnyOrder(USER, BLOCK);
        assertThat(register.count(Kind.USER)).isZero();
    }

    @Test
    void aBlockThatSomebodyElseLiftedIsOverOnceItHadTimeToGetIntoTheMap() {
        register.unknown(List.of(BLOCK), NOW);
        assertThat(register.over(List.of(), NOW + 5_000, 60_000)).isEmpty();
        assertThat(register.over(List.of(), NOW + 20_000, 60_000)).containsExactly(BLOCK);
    }

    @Test
    void aRevocationThatTheMapHasLostStaysAndIsPutBack() {
        register.unknown(List.of(USER, BLOCK), LONG_AGO);
        assertThat(register.missing(List.of(USER), NOW)).isEmpty();
        assertThat(register.missing(List.of(), NOW)).containsExactly(USER);
        assertThat(register.over(List.of(), NOW, 60_000)).containsExactly(BLOCK);
        assertThat(register.count(Kind.USER)).isEqualTo(1);
    }

    @Test
    void aLiftedBlockThatIsStillInTheMapIsNotTakenForNew() {
        register.unknown(List.of(BLOCK), NOW);
        register.lift(new Sanction(Kind.ADDRESS, "::1", 70_000, 0, "root", ""), NOW);
        assertThat(register.unknown(List.of(BLOCK), NOW)).isEmpty();
        Sanction later = new Sanction(Kind.ADDRESS, "::1", 80_000, 900_000, "root", "");
        assertThat(register.unknown(List.of(later), NOW)).containsExactly(later);
    }
}
