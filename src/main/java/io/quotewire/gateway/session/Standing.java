package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Revocations;
import io.quotewire.gateway.limit.Blocks;
import io.quotewire.gateway.protocol.CloseCode;
import java.util.Optional;

/**
 * What administrators have said of users, tokens and addresses, as one event loop knows it. Confined to that loop.
 *
 * @param revocations credentials that were taken back
 * @param blocks addresses that are kept out
 * @param watches who is watched for a while
 */
public record Standing(Revocations revocations, Blocks blocks, Watches watches) {
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
