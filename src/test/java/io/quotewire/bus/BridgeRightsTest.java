package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs outside may never use, whoever they are. */
class BridgeRightsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.verify",
                "watched.n1.1",
                "control.list",
                "control.listings.n1",
                "control.order",
                "control.replies.n1",
                "feed.ticks",
                "feed.ticks.3",
                "feed.digest",
                "node.health"
            })
    void theAddressesOfVerticlesAreNobodyElses(String address) {
        List<BridgeRights> all = List.of(
                BridgeRights.none(),
                BridgeRights.readers(),
                BridgeRights.services(),
                BridgeRights.administrators(),
                BridgeRights.diagnostic());
        assertThat(all).noneMatch(rights -> rights.maySend(address) || rights.mayListen(address));
    }

    @Test
    void whatAdministratorsCanAskForTheyMaySend() {
        for (Address address :
                List.of(Address.CONTROL_CONNECTIONS, Address.CONTROL_SANCTIONS, Address.CONTROL_SYSTEM)) {
            assertThat(BridgeRights.administrators().maySend(address.text())).isTrue();
            assertThat(BridgeRights.readers().maySend(address.text())).isFalse();
        }
    }
}
