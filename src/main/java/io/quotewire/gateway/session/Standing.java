package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Revocations;
import io.quotewire.gateway.limit.Blocks;
import io.quotewire.gateway.limit.Escalation;
import io.quotewire.gateway.protocol.CloseCode;
import io.vertx.core.eventbus.EventBus;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is in force against users, tokens and addresses, and whom administrators watch, as one event loop knows it. Confined to
 * that loop.
 *
 * @param revocations credentials that were taken back
 * @param blocks addresses that are kept out
 * @param watches who is watched for a while
 * @param escalation has addresses blocked that went too far too often
 */
public record Standing(Revocations revocations, Blocks blocks, Watches watches, Escalation escalation) {
    /**
     * Nothing is in force, and nobody is watched.
     *
     * @param bus to tell on what those do who are watched
     * @param node the node's id
     * @param wallMs the present, epoch milliseconds
     * @param escalation has addresses blocked
     * @return the loop's own
     */
    public static Standing of(EventBus bus, String node, LongSupplier wallMs, Escalation escalation) {
        return new Standing(new Revocations(), new Blocks(wallMs), new Watches(bus, node, wallMs), escalation);
    }

    /**
     * A connection is being closed.
     *
     * @param code why
     * @param ip from which address it comes
     */
    public void closing(CloseCode code, String ip) {
        if (Offences.escalates(code)) {
            escalation.closed(ip);
        }
    }

    /**
     * Why a connection must not go on. To be asked again once it is there: a command may have come while its credential was
     * being verified.
     *
     * @param principal whose it is
     * @param ip from which address it comes
     * @return the code to close it with; empty if it may go on
     */
    public Optional<CloseCode> objection(Principal principal, String ip) {
        if (!blocks.isEmpty() && blocks.remainingMs(ip) > 0) {
            return Optional.of(CloseCode.FORBIDDEN);
        }
        return revocations.covers(principal) ? Optional.of(CloseCode.REVOKED) : Optional.empty();
    }

    /** Closes a session that must not go on: what was said while its credential was being verified holds too. */
    void closeIfUnwanted(Session session) {
        objection(session.principal(), session.opening().ip()).ifPresent(code -> session.close(code, reason(code)));
    }

    /**
     * The same for a person.
     *
     * @param code what {@link #objection} said
     * @return a reason for the close frame
     */
    public static String reason(CloseCode code) {
        return code == CloseCode.REVOKED ? "the credential was revoked" : "this address is blocked";
    }
}
