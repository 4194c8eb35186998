package io.quotewire.notification.store.redis;

import io.quotewire.bus.FailureCode;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisRefusedException;
import io.quotewire.kit.redis.RedisUnavailableException;
import io.vertx.core.Future;
import java.util.Map;

/** What is wrong with Redis, in words that may be public: without addresses and without Redis's own. Stateless. */
final class Trouble {
    static final String SILENT = "Redis does not answer";
    static final String REPLICA = "Redis is a read-only replica";
    static final String MEMORY = "Redis has no memory left";
    static final String LOADING = "Redis is still reading its data";
    static final String DISK = "Redis cannot write to its disk";
    static final String PASSWORD = "Redis refuses the user or the password";
    static final String REPLICAS = "too few replicas of Redis keep up";

    private static final Map<String, String> REFUSALS = Map.ofEntries(
            Map.entry("OOM", MEMORY),
            Map.entry("READONLY", REPLICA),
            Map.entry("MASTERDOWN", REPLICA),
            Map.entry("LOADING", LOADING),
            Map.entry("MISCONF", DISK),
            Map.entry("NOREPLICAS", REPLICAS),
            Map.entry("NOAUTH", PASSWORD),
            Map.entry("WRONGPASS", PASSWORD),
            Map.entry("NOPERM", "Redis does not permit a command"),
            Map.entry("BUSY", "Redis is busy with a script"),
            Map.entry("CLUSTERDOWN", "the cluster of Redis is down"),
            Map.entry("TRYAGAIN", "the cluster of Redis is being rearranged"));

    private Trouble() {}

    /**
     * What to fail a request with.
     *
     * @param failure what the link failed with
     * @return {@link FailureCode#STORE_UNAVAILABLE} with words; a defect stays what it is
     */
    static Throwable refusal(Throwable failure) {
        boolean known = failure instanceof RedisUnavailableException
                || (failure instanceof RedisRefusedException refused && REFUSALS.containsKey(refused.code()));
        return known ? FailureCode.STORE_UNAVAILABLE.toException(words(failure)) : failure;
    }

    /** Who turns out to be a replica is left for whoever stands at the address now. */
    static <T> Future<T> guarded(RedisLink link, Future<T> asked) {
        return asked.recover(failure -> {
            if (isReplica(failure)) {
                link.renew();
            }
            return Future.failedFuture(refusal(failure));
        });
    }

    static String words(Throwable failure) {
        if (failure instanceof RedisRefusedException refused) {
            return REFUSALS.getOrDefault(refused.code(), "Redis refuses a command");
        }
        return isAboutPassword(failure) ? PASSWORD : SILENT;
    }

    static boolean isAboutPassword(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("WRONGPASS") || text.contains("NOAUTH") || text.contains("invalid password");
    }

    static boolean isReplica(Throwable failure) {
        return failure instanceof RedisRefusedException refused && REPLICA.equals(REFUSALS.get(refused.code()));
    }
}
