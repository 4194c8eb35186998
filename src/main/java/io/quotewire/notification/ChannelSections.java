package io.quotewire.notification;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.notification.store.ChannelRules;
import io.quotewire.notification.store.ChannelTerms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code notification.channels}, how much is kept of channels: declares and reads it. Stateless. */
final class ChannelSections {
    private static final String NAME = "channels";
    private static final int MESSAGES = 100;
    private static final int HOURS = 24;
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    /** They are kept in ways of their own. */
    private static final Set<String> ELSEWHERE = Set.of("prices", "notifications");

    /** What is addressed to a person, or to some of them, is kept where nothing else is said. */
    private static final List<String> KEPT = List.of("portfolio", "trades", "user", "room", "analysis");

    private static final List<String> NOT_KEPT = List.of("watchlist", "system");
    private static final Section ADDED = each("NAME", 0);

    private ChannelSections() {}

    static Section section() {
        Section[] builtIn = Stream.concat(
                        KEPT.stream().map(name -> each(name, MESSAGES)),
                        NOT_KEPT.stream().map(name -> each(name, 0)))
                .toArray(Section[]::new);
        return Section.named(
                        NAME,
                        "How much is kept of each channel, by the name before the colon; NAME is one of your own.",
                        ADDED)
                .with(builtIn);
    }

    private static Section each(String name, int messages) {
        return Section.of(name, "Channels of " + name + ".", messages(messages), hours());
    }

    private static Key<Integer> messages(int otherwise) {
        return Key.of(
                "messages",
                Kind.integer(0, 10_000),
                otherwise,
                "Messages kept of each channel, the oldest go first; 0: none, they are passed on only.");
    }

    private static Key<Integer> hours() {
        return Key.of("hours", Kind.integer(1, 87_600), HOURS, "Hours that a message is kept.");
    }

    static ChannelRules read(Values section, String path, Problems problems) {
        Values channels = section.section(NAME);
        Map<String, ChannelTerms> terms = new LinkedHashMap<>();
        for (String name : channels.names()) {
            if (!NAMESPACE.matcher(name).matches() || ELSEWHERE.contains(name)) {
                problems.add(
                        path + "." + NAME + "." + name,
                        "found a name whose messages cannot be kept here; allowed: up to 32 small letters, digits, _ and - after a"
                                + " letter, and none of "
                                + String.join(", ", ELSEWHERE.stream().sorted().toList()));
            }
            Values one = channels.section(name);
            int usual = KEPT.contains(name) ? MESSAGES : 0;
            terms.put(name, new ChannelTerms(one.get(messages(usual)), Duration.ofHours(one.get(hours()))));
        }
        return new ChannelRules(terms);
    }
}
