package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;

/**
 * Asks the provider of a credential's kind, and refuses what was taken back; stands behind every carrier. There is one
 * credential at a time: where two are shown none of them counts. What a provider knows at once is answered at once,
 * with no future but its own. Confined to one event loop.
 */
public final class ProviderChain implements CredentialVerifier {
    private final Map<Credential.Kind, Provider> providers;
    private final Revocations revocations;

    /**
     * A chain.
     *
     * @param providers who knows which kind; others are not accepted
     * @param revocations what was taken back
     */
    public ProviderChain(Map<Credential.Kind, Provider> providers, Revocations revocations) {
        this.providers = new EnumMap<>(providers);
        this.revocations = revocations;
    }

    @Override
    public Future<Principal> verify(Credential credential) {
        Provider provider = providers.get(credential.kind());
        if (provider == null) {
            return Future.failedFuture(
                    new CredentialRefusedException(Reason.NOT_ACCEPTED, "this kind of credential is not known here"));
        }
        Future<Principal> found = provider.verify(credential.text());
        if (found.failed() || (found.succeeded() && !revocations.covers(found.result()))) {
            return found;
        }
        return found.compose(this::unlessRevoked);
    }

    private Future<Principal> unlessRevoked(Principal principal) {
        return revocations.covers(principal)
                ? Future.failedFuture(new CredentialRefusedException(Reason.REVOKED, "the credential was revoked"))
                : Future.succeededFuture(principal);
    }
}
