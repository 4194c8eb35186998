package io.quotewire.feed;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Values;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange is polled while its stream is down. Immutable.
 *
 * @param enabled whether it is
 * @param url the exchange's REST address; null for the public one
 * @param afterSeconds how long the stream has to be down before
 * @param everySeconds from one round of requests to the next; 0 for what suits the exchange
 */
public record PollingOptions(boolean enabled, @Nullable String url, int afterSeconds, int everySeconds) {
    private static final Key<String> REST = Key.of(
            "rest",
            Kind.text("an http:// or https:// address", text -> text.matches("https?://\\S+")),
            null,
            "The exchange's REST address, polled while its stream is down, if not the public one; live feeds only.");
    private static final Key<Boolean> POLLING = Key.of(
            "polling",
            Kind.flag(),
            true,
            "Whether the exchange is polled over REST while its stream is down; live feeds only.");
    private static final Key<Integer> POLL_AFTER_SECONDS = Key.of(
            "pollAfterSeconds",
            Kind.integer(1, 3_600),
            3,
            "How long the stream has to be down before the exchange is polled; live feeds only.");
    private static final Key<Integer> POLL_SECONDS = Key.of(
            "pollSeconds",
            Kind.integer(0, 3_600),
            0,
            "Seconds from one round of polls to the next; 0 for 2 s, for CoinCap 10 s. The exchange's limit is kept all the"
                    + " same; live feeds only.");

    /** Its keys. */
    static final List<Key<?>> KEYS = List.of(REST, POLLING, POLL_AFTER_SECONDS, POLL_SECONDS);

    /** Their names. */
    static final Set<String> NAMES = KEYS.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());

    static PollingOptions of(Values values) {
        return new PollingOptions(
                values.get(POLLING),
                values.find(REST).orElse(null),
                values.get(POLL_AFTER_SECONDS),
                values.get(POLL_SECONDS));
    }
}
