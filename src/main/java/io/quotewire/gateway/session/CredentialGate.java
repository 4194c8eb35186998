package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialVerifier;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.limit.AddressLimitedException;
import io.quotewire.gateway.limit.Reception;
import io.vertx.core.Future;

/**
 * Where credentials are examined, whatever door they come to: those that are refused count for the address they come from, and
 * an address that has too many is not examined any more for a while. A refusal is told only when it is counted, so whoever
 * tries again after it meets the limit on whatever event loop. Confined to one event loop.
 */
public final class CredentialGate {
    private final CredentialVerifier verifier;
    private final Reception reception;

    /**
     * A gate.
     *
     * @param verifier finds out whose a credential is
     * @param reception counts refusals
     */
    public CredentialGate(CredentialVerifier verifier, Reception reception) {
        this.verifier = verifier;
        this.reception = reception;
    }

    /**
     * Examines a credential unless the address has shown too many that were refused.
     *
     * @param credential what was shown
     * @param ip from which address
     * @return the principal; or fails with a {@link CredentialRefusedException} or an {@link AddressLimitedException}
     */
    public Future<Principal> examine(Credential credential, String ip) {
        return reception
                .mayShowCredential(ip)
                .compose(answer -> answer.isYes()
                        ? verifier.verify(credential)
                        : Future.failedFuture(new AddressLimitedException(answer)))
                .recover(failure -> refuse(failure, ip));
    }

    /**
     * Refuses what was shown in a way that is not taken, unless the address has shown too much of it.
     *
     * @param problem what is wrong with it
     * @param ip from which address
     * @return fails as {@link #examine} does
     */
    public Future<Principal> reject(CredentialRefusedException problem, String ip) {
        return reception
                .mayShowCredential(ip)
                .compose(answer -> answer.isYes()
                        ? refuse(problem, ip)
                        : Future.failedFuture(new AddressLimitedException(answer)));
    }

    /**
     * Examines a credential of somebody who was let in with it in sight. A refusal is not counted by this.
     *
     * @param credential what was shown
     * @return the principal; or fails with a {@link CredentialRefusedException}
     */
    public Future<Principal> verify(Credential credential) {
        return verifier.verify(credential);
    }

    /**
     * Counts a refusal, if the client is to blame for it.
     *
     * @param failure what an examination has failed with
     * @param ip from which address the credential came
     * @return fails with the same when it is counted
     */
    public Future<Principal> refuse(Throwable failure, String ip) {
        boolean clients = failure instanceof CredentialRefusedException refusal
                && !refusal.reason().isTemporary();
        return clients
                ? reception.credentialRefused(ip).compose(counted -> Future.failedFuture(failure))
                : Future.failedFuture(failure);
    }
}
