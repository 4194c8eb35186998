package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.RandomSecret;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;

/** API keys, by their hashes. Confined to one event loop. */
public final class ApiKeys implements Provider {
    private ApiKeySet keys = ApiKeySet.empty();
    private final Set<String> withdrawn = new HashSet<>();

    /**
     * What a new set changes for those who came with the old one.
     *
     * @param withdrawn the ids of all keys that were there some time and are not any more
     * @param altered the ids of those that are something else now
     */
    public record Change(Set<String> withdrawn, Set<String> altered) {
        /** Copies the sets. */
        public Change {
            withdrawn = Set.copyOf(withdrawn);
            altered = Set.copyOf(altered);
        }
    }

    @Override
    public Future<Principal> verify(String key) {
        if (!RandomSecret.hasForm(KeyEntry.PREFIX, key)) {
            return refused(Reason.MALFORMED, "this is no API key");
        }
        Principal principal = keys.find(RandomSecret.hash(key));
        return principal == null
                ? refused(Reason.API_KEY, "the API key is not known here")
                : Future.succeededFuture(principal);
    }

    /**
     * Takes the keys that are good from now on.
     *
     * @param now them
     * @return what that changes
     */
    public Change become(ApiKeySet now) {
        ApiKeySet before = keys;
        keys = now;
        withdrawn.addAll(before.ids());
        withdrawn.removeAll(now.ids());
        Set<String> altered = new HashSet<>();
        for (String id : before.ids()) {
            if (before.differs(now, id)) {
                altered.add(id);
            }
        }
        return new Change(withdrawn, altered);
    }

    private static Future<Principal> refused(Reason reason, String text) {
        return Future.failedFuture(new CredentialRefusedException(reason, text));
    }
}
