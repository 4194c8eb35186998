package io.quotewire.monitoring;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.monitoring.admin.AdminOptions;
import io.quotewire.monitoring.audit.AuditOptions;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code monitoring}. Immutable.
 *
 * @param host the address that the management server listens on
 * @param port its TCP port; 0 = nothing listens
 * @param admin what administrators can do
 * @param audit how much of the audit is kept
 */
public record MonitoringOptions(String host, int port, AdminOptions admin, AuditOptions audit) {
    private static final Key<String> HOST = Key.of(
            "host",
            Kind.text("a host name or an address", text -> !text.isBlank()),
            "127.0.0.1",
            "Address that the management server (health, metrics) listens on.");
    private static final Key<Integer> PORT =
            Key.of("port", Kind.integer(0, 65_535), 8081, "TCP port of the management server; 0 = none.");

    /** The declaration of the section. */
    static final Section SECTION = Section.of("monitoring", "Health, metrics and audit of this node.", HOST, PORT)
            .with(AdminOptions.SECTION, AuditOptions.SECTION);

    /**
     * Reads the section.
     *
     * @param section as configured; null is read as empty
     * @param problems takes everything that is wrong
     * @return the options; where a value is wrong, the default stands in for it
     */
    public static MonitoringOptions from(@Nullable JsonObject section, Problems problems) {
        Values values = SECTION.read(section, SECTION.name(), problems);
        return new MonitoringOptions(
                values.get(HOST),
                values.get(PORT),
                AdminOptions.from(values.section(AdminOptions.SECTION.name())),
                AuditOptions.from(values.section(AuditOptions.SECTION.name())));
    }
}
