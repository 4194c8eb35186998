package io.quotewire.gateway;

import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.ControlCommand;
import io.quotewire.gateway.auth.ApiKeys;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.control.Sanction;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.session.Choice;
import io.quotewire.gateway.session.SessionChanges;
import io.quotewire.gateway.session.SessionRegistry;
import io.quotewire.gateway.session.Standing;
import io.quotewire.gateway.transport.BusPeers;
import java.util.List;

/** What administrators' commands do to one event loop: to its view of who may come, and to its connections. Confined to it. */
final class LoopControl {
    private final Standing standing;
    private final SessionRegistry sessions;
    private final BusPeers busPeers;
    private final SessionChanges changes;

    LoopControl(Standing standing, SessionRegistry sessions, BusPeers busPeers) {
        this.standing = standing;
        this.sessions = sessions;
        this.busPeers = busPeers;
        changes = new SessionChanges(sessions);
    }

    /** Closes those whom a command names; how many. */
    long disconnect(ControlCommand command) {
        Choice named = (connectionId, principal, ip) -> connectionId.equals(command.connectionId())
                || ip.equals(command.ip())
                || (principal.userId() != null && principal.userId().equals(command.userId()));
        return close(named, CloseCode.FORBIDDEN, "disconnected by an administrator");
    }

    /** Puts sanctions in force, and closes those who are not to go on; how many. */
    long impose(List<Sanction> sanctions) {
        for (Sanction sanction : sanctions) {
            switch (sanction.kind()) {
                case USER -> standing.revocations().revokeUser(sanction.subject(), sanction.sinceMs());
                case TOKEN -> standing.revocations().revokeToken(sanction.subject());
                case ADDRESS -> standing.blocks().block(sanction.subject(), sanction.untilMs());
            }
        }
        return closeUnwanted(CloseCode.REVOKED) + closeUnwanted(CloseCode.FORBIDDEN);
    }

    /** Ends sanctions. */
    void lift(List<Sanction> sanctions) {
        for (Sanction sanction : sanctions) {
            switch (sanction.kind()) {
                case USER -> standing.revocations().forgetUser(sanction.subject());
                case TOKEN -> standing.revocations().forgetToken(sanction.subject());
                case ADDRESS -> standing.blocks().lift(sanction.subject());
            }
        }
    }

    /** Begins a watch; how many it concerns now. */
    long watch(String watch, ControlCommand command, long untilMs) {
        return sessions.watch(watch, command, untilMs);
    }

    /** Sends a notice; to how many. */
    long tell(ControlCommand command) {
        return sessions.tell(command);
    }

    /** The first of those who are asked for. */
    ConnectionPage list(ConnectionQuery query, String node) {
        return ConnectionPage.of(List.of(sessions.list(query), busPeers.list(query, node)), query.limit());
    }

    /** What has become of the connections since this was asked last; see {@link SessionChanges#take}. */
    SessionChanges.Delta changes(long refreshMs, int most) {
        return changes.take(refreshMs, most);
    }

    /** The next time everything is told. */
    void forgetChanges() {
        changes.forget();
    }

    /** Closes those who came with API keys that are not what they were. */
    void apiKeysChanged(ApiKeys.Change change) {
        standing.revocations().withdrawKeys(change.withdrawn());
        if (!change.withdrawn().isEmpty()) {
            closeUnwanted(CloseCode.REVOKED);
        }
        if (!change.altered().isEmpty()) {
            Choice altered = (connectionId, principal, ip) ->
                    principal.tokenId() != null && change.altered().contains(principal.tokenId());
            close(altered, CloseCode.UNAUTHENTICATED, "the API key stands for something else now");
        }
    }

    private long closeUnwanted(CloseCode code) {
        Choice unwanted = (connectionId, principal, ip) -> isUnwanted(principal, ip, code);
        return close(unwanted, code, Standing.reason(code));
    }

    private boolean isUnwanted(Principal principal, String ip, CloseCode code) {
        return standing.objection(principal, ip).filter(code::equals).isPresent();
    }

    private long close(Choice choice, CloseCode code, String reason) {
        long closed = sessions.close(choice, code, reason);
        return closed + busPeers.close(choice, code, reason);
    }
}
