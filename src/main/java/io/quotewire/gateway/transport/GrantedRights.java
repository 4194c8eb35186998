package io.quotewire.gateway.transport;

import io.quotewire.bus.BridgeRights;
import io.quotewire.kit.busbridge.PeerRights;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a peer of the bridge may: the rights of its role, if it has one, and those that everybody has here. Immutable.
 *
 * @param known whether it has shown who it is
 * @param rights any of them is enough
 * @param onDenied is told of each address that none of them covers
 */
record GrantedRights(boolean known, List<BridgeRights> rights, Consumer<String> onDenied) implements PeerRights {
    @Override
    public boolean maySend(String address) {
        return told(address, rights.stream().anyMatch(some -> some.maySend(address)));
    }

    @Override
    public boolean mayListen(String address) {
        return told(address, rights.stream().anyMatch(some -> some.mayListen(address)));
    }

    private boolean told(String address, boolean allowed) {
        if (!allowed) {
            onDenied.accept(address);
        }
        return allowed;
    }
}
