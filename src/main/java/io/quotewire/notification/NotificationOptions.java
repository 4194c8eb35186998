package io.quotewire.notification;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.notification.store.HistoryLimits;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code notification}. Immutable.
 *
 * @param store {@code embedded}, {@code memory} or a Redis URL
 * @param limits how much is kept
 * @param refuseScripts whether script-like text is refused
 */
public record NotificationOptions(String store, HistoryLimits limits, boolean refuseScripts) {
    /** The embedded store on this machine's disk. */
    static final String EMBEDDED = "embedded";

    /** The store that is gone with the process. */
    static final String MEMORY = "memory";

    private static final Key<String> STORE = Key.of(
            "store",
            Kind.text("embedded, memory, redis://HOST:PORT or rediss://HOST:PORT", NotificationOptions::isStore),
            EMBEDDED,
            "Where notifications are kept: on disk in data.dir (embedded), in memory (lost at the end), in Redis (not in"
                    + " this release: requests are refused).");
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

    /** The declaration of the section. */
    static final Section SECTION = Section.of(
                    "notification", "What is addressed to a user: stored, then delivered.", STORE, REFUSE_SCRIPTS)
            .with(HISTORY);

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
        if (hasCredentials(store)) {
            problems.add(
                    SECTION.name() + "." + STORE.name(),
                    "the URL holds credentials; allowed: a URL without user and password");
        }
        return new NotificationOptions(
                store,
                new HistoryLimits(history.get(PER_USER), Duration.ofDays(history.get(DAYS))),
                values.get(REFUSE_SCRIPTS));
    }

    private static boolean isStore(String text) {
        if (text.equals(EMBEDDED) || text.equals(MEMORY)) {
            return true;
        }
        URI uri = uri(text);
        return uri != null
                && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
                && uri.getHost() != null;
    }

    /** They would be printed wherever the configuration is. */
    private static boolean hasCredentials(String store) {
        URI uri = uri(store);
        return uri != null && uri.getRawUserInfo() != null;
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException none) {
            return null;
        }
    }
}
