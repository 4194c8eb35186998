package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
                "node.health"
            })
    void theAddressesOfVerticlesAreNobodyElses(String address) {
        List<BridgeRights> all = new ArrayList<>(
                Stream.of(UserRole.values()).map(BridgeRights::of).toList());
        all.add(BridgeRights.diagnostic());
        assertThat(all).noneMatch(rights -> rights.maySend(address) || rights.mayListen(address));
    }

    @Test
    void whatAdministratorsCanAskForTheyMaySend() {
        for (Address address :
                List.of(Address.CONTROL_CONNECTIONS, Address.CONTROL_SANCTIONS, Address.CONTROL_SYSTEM)) {
            assertThat(BridgeRights.of(UserRole.ADMIN).maySend(address.text())).isTrue();
            assertThat(BridgeRights.of(UserRole.TRADER).maySend(address.text())).isFalse();
        }
    }
}
