package io.quotewire.notification;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.kit.redis.RedisTls;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.redis.RedisSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code notification}. Immutable.
 *
 * @param store {@code embedded}, {@code memory} or the address of a Redis
 * @param limits how much is kept
 * @param redis how that Redis is used; empty where it is none
 * @param refuseScripts whether script-like text is refused
 */
public record NotificationOptions(
        String store, HistoryLimits limits, Optional<RedisSettings> redis, boolean refuseScripts) {
    /** The embedded store on this machine's disk. */
    static final String EMBEDDED = "embedded";

    /** The store that is gone with the process. */
    static final String MEMORY = "memory";

    private static final Key<String> STORE = Key.of(
            "store",
            Kind.text("embedded, memory, " + RedisAddress.ALLOWED, NotificationOptions::isStore),
            EMBEDDED,
            "Where notifications and channels are kept: on disk in data.dir (embedded), in memory (lost at the end), in Redis: one"
                    + " server, `redis+sentinel://HOST:PORT,HOST:PORT/MASTER` or `redis+cluster://HOST:PORT,HOST:PORT`;"
                    + " user and password are percent-encoded.");
    private static final Key<Boolean> REFUSE_SCRIPTS = Key.of(
            "refuseScripts",
            Kind.flag(),
            true,
            "Whether text that a careless page would run is refused in what is published to users and channels.");
    private static final Key<Integer> PER_USER =
            Key.of("perUser", Kind.integer(1, 100_000), 1_000, "Notifications kept of each user; the oldest go first.");
    private static final Key<Integer> DAYS =
            Key.of("days", Kind.integer(1, 3_650), 7, "Days that a notification is kept.");
    private static final Section HISTORY = Section.of("history", "How much is kept.", PER_USER, DAYS);

    private static final Key<String> PREFIX = Key.of(
            "prefix",
            Kind.text("1 to 64 letters, digits and _ : . -", text -> text.matches("[A-Za-z0-9_:.-]{1,64}")),
            "quotewire",
            "What the names of all keys begin with: installations that share a Redis have one each.");
    private static final Key<Integer> CONNECTIONS =
            Key.of("connections", Kind.integer(1, 16), 2, "Connections from each node; one user's requests share one.");
    private static final Key<Integer> TIMEOUT = Key.of(
            "timeoutMs",
            Kind.integer(50, 10_000),
            1_000,
            "Milliseconds that Redis may take to answer; publishers themselves wait for 2 s.");
    private static final Key<Integer> WAITING = Key.of(
            "maxWaiting",
            Kind.integer(1, 100_000),
            4_096,
            "Commands that may wait for an answer on each connection; more are refused at once.");
    private static final Key<Integer> REPLICAS = Key.of(
            "waitReplicas",
            Kind.integer(0, 10),
            0,
            "Replicas that must have a notification before it counts as stored; not with a cluster.");
    private static final Section REDIS = Section.of(
                    "redis", "Where the store is Redis.", PREFIX, CONNECTIONS, TIMEOUT, WAITING, REPLICAS)
            .with(RedisTls.section());

    /** The declaration of the section. */
    static final Section SECTION = Section.of(
                    "notification",
                    "What is addressed to a user or published to a channel: stored, then delivered.",
                    STORE,
                    REFUSE_SCRIPTS)
            .with(HISTORY)
            .with(ChannelSections.section())
            .with(REDIS);

    /**
     * Reads the section.
     *
     * @param section as configured; null is read as empty
     * @param problems takes everything that is wrong
     * @return the options; where a value is wrong, the default stands in for it
     */
    public static NotificationOptions from(@Nullable JsonObject section, Problems problems) {
        Values values = SECTION.read(section, SECTION.name(), problems);
        Values history = values.section(HISTORY.name());
        String store = values.get(STORE);
        Values redis = values.section(REDIS.name());
        String path = SECTION.name() + "." + REDIS.name();
        RedisTls tls = RedisTls.from(redis.section(RedisTls.section().name()), path + ".tls", problems);
        Optional<RedisSettings> settings = RedisAddress.parse(store)
                .map(address -> new RedisSettings(
                        address.with(tls),
                        redis.get(PREFIX),
                        redis.get(CONNECTIONS),
                        redis.get(TIMEOUT),
                        redis.get(WAITING),
                        redis.get(REPLICAS)));
        if (settings.filter(found -> found.address().isCluster() && found.waitReplicas() > 0)
                .isPresent()) {
            problems.add(
                    path + "." + REPLICAS.name(), "found " + redis.get(REPLICAS) + " with a cluster; allowed there: 0");
        }
        return new NotificationOptions(
                store,
                new HistoryLimits(
                        history.get(PER_USER),
                        Duration.ofDays(history.get(DAYS)),
                        ChannelSections.read(values, SECTION.name(), problems)),
                settings,
                values.get(REFUSE_SCRIPTS));
    }

    private static boolean isStore(String text) {
        return text.equals(EMBEDDED)
                || text.equals(MEMORY)
                || RedisAddress.parse(text).isPresent();
    }
}
