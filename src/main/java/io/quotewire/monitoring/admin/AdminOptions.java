package io.quotewire.monitoring.admin;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.List;
import java.util.Locale;

/**
 * The section {@code monitoring.admin}. Immutable.
 *
 * @param enabled whether the admin API is served
 * @param hosts names that it may be called by, beside addresses and localhost; in lower case
 */
public record AdminOptions(boolean enabled, List<String> hosts) {
    private static final Key<Boolean> ENABLED =
            Key.of("enabled", Kind.flag(), true, "Whether the admin API is served on the management port.");
    private static final Key<List<String>> HOSTS = Key.of(
            "hosts",
            Kind.texts("a list of host names", text -> !text.isBlank() && !text.contains("/") && !text.contains(":")),
            List.of(),
            "Host names that the admin API may be called by, beside addresses, localhost and monitoring.host.");

    /** The declaration of the section. */
    public static final Section SECTION =
            Section.of("admin", "What administrators can do over HTTP on the management port.", ENABLED, HOSTS);

    /** In lower case. */
    public AdminOptions {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The options from what was read.
     *
     * @param values of {@link #SECTION}
     * @return the options
     */
    public static AdminOptions from(Values values) {
        return new AdminOptions(values.get(ENABLED), values.get(HOSTS));
    }
}
