package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.UserRole;
import org.junit.jupiter.api.Test;

/** Who comes with what was taken back. */
final class RevocationsTest {
    private final Revocations revocations = new Revocations();

    private static Principal issued(String tokenId, long atMs) {
        return new Principal("ann", UserRole.TRADER, tokenId, Long.MAX_VALUE, atMs);
    }

    @Test
    void aUsersTokensIssuedBeforeAreTakenBackAndThoseWithoutATime() {
        revocations.revokeUser("ann", 5_000);
        assertThat(revocations.covers(issued(null, 4_999))).isTrue();
        assertThat(revocations.covers(issued(null, 0))).isTrue();
        assertThat(revocations.covers(issued(null, 5_000))).isFalse();
        revocations.revokeUser("ann", 3_000);
        assertThat(revocations.covers(issued(null, 4_999))).isTrue();
        assertThat(revocations.covers(Principal.anonymous())).isFalse();
        revocations.forgetUser("ann");
        assertThat(revocations.covers(issued(null, 0))).isFalse();
    }

    @Test
    void aTokenIsTakenBackWheneverItWasIssued() {
        revocations.revokeToken("lost");
        assertThat(revocations.covers(issued("lost", Long.MAX_VALUE))).isTrue();
        assertThat(revocations.covers(issued("kept", 0))).isFalse();
        revocations.forgetToken("lost");
        assertThat(revocations.covers(issued("lost", 0))).isFalse();
    }
}
