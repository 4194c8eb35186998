package io.quotewire.launcher.node;

import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.settings.Plan;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The one line that says that a node is ready, and where. */
public final class ReadyLine {
    private static final Map<VerticleKind, String> NAMES = Map.of(VerticleKind.MONITORING, "management");

    private ReadyLine() {}

    /**
     * The line.
     *
     * @param node the node's id
     * @param plan what was started
     * @param addresses what each verticle serves, by role and name
     * @param tookMs since the process started
     * @return without a line feed
     */
    public static String of(String node, Plan plan, Map<VerticleKind, JsonObject> addresses, long tookMs) {
        StringJoiner line = new StringJoiner(" ");
        line.add("quotewire ready in " + tookMs + " ms:");
        for (VerticleKind kind : VerticleKind.values()) {
            JsonObject served = addresses.getOrDefault(kind, new JsonObject());
            if (!served.isEmpty()) {
                line.add(NAMES.getOrDefault(kind, kind.text()));
                served.stream()
                        .map(entry -> shown(String.valueOf(entry.getValue())))
                        .forEach(line::add);
            }
        }
        String roles = plan.roles().stream()
                .map(Plan.Role::kind)
                .sorted(Comparator.naturalOrder())
                .map(VerticleKind::text)
                .collect(Collectors.joining(","));
        return line.add("roles " + roles).add("node " + node).toString();
    }

    /** A browser's address ends with a slash where there is no path. */
    private static String shown(String address) {
        return address.matches("https?://[^/]+") ? address + "/" : address;
    }
}
