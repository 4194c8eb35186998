package io.quotewire.launcher.client;

import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Shows the answer of {@code GET /status} to a person. What a node of another version does not tell is a dash. */
public final class StatusTable {
    private static final String NOTHING = "-";
    private static final List<String> NODE_HEADINGS = List.of(
            "NODE", "HEALTH", "PHASE", "UP", "CONNECTIONS", "USERS", "SUBSCRIPTIONS", "STORED", "ROLES", "ADDRESSES");
    private static final List<String> FEED_HEADINGS =
            List.of("FEED", "NODE", "STATE", "TYPE", "SYMBOLS", "TICKS", "LAST TICK", "REASON");
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3_600;
    private static final long DAY_SECONDS = 86_400;

    private final List<List<String>> nodes = new ArrayList<>(List.of(NODE_HEADINGS));
    private final List<List<String>> feeds = new ArrayList<>(List.of(FEED_HEADINGS));
    private final List<String> troubles = new ArrayList<>();

    private StatusTable() {}

    /**
     * The tables.
     *
     * @param status the answer
     * @return several lines, without a line feed at the end
     */
    public static String of(JsonObject status) {
        StatusTable table = new StatusTable();
        objects(status.getValue("nodes")).forEach(table::node);
        int answered = table.nodes.size() - 1;
        if (status.getValue("members") instanceof Number members && members.intValue() > answered) {
            int silent = members.intValue() - answered;
            table.troubles.add("! " + silent + " of " + members + " members of the cluster did not answer in time");
        }
        StringJoiner text = new StringJoiner("\n");
        aligned(table.nodes).forEach(text::add);
        if (table.feeds.size() > 1) {
            text.add("");
            aligned(table.feeds).forEach(text::add);
        }
        if (!table.troubles.isEmpty()) {
            text.add("");
            table.troubles.forEach(text::add);
        }
        return text.toString();
    }

    private void node(JsonObject report) {
        String node = text(report, "node");
        JsonObject verticles = object(report, "verticles");
        JsonObject gateway = object(object(verticles, VerticleKind.GATEWAY.text()), "figures");
        JsonObject notification = object(object(verticles, VerticleKind.NOTIFICATION.text()), "figures");
        StringJoiner addresses = new StringJoiner(" ");
        for (String kind : verticles.fieldNames()) {
            JsonObject verticle = object(verticles, kind);
            object(verticle, "addresses").forEach(entry -> addresses.add(shown(entry.getValue())));
            trouble(node, kind, verticle);
        }
        nodes.add(List.of(
                node,
                text(report, "health"),
                text(report, "phase"),
                report.getValue("uptimeSeconds") instanceof Number seconds ? span(seconds.longValue()) : NOTHING,
                text(gateway, "connections"),
                text(gateway, "users"),
                text(gateway, "subscriptions"),
                text(notification, "stored"),
                String.join(",", verticles.fieldNames()),
                addresses.length() == 0 ? NOTHING : addresses.toString()));
        JsonObject figures = object(object(object(verticles, VerticleKind.FEED.text()), "figures"), "feeds");
        figures.fieldNames().forEach(name -> feed(node, name, object(figures, name)));
    }

    private void feed(String node, String name, JsonObject figures) {
        feeds.add(List.of(
                Shown.line(name),
                node,
                text(figures, "state"),
                text(figures, "type"),
                text(figures, "symbols"),
                text(figures, "ticks"),
                figures.getValue("lastTickAgeMs") instanceof Number age ? age(age.longValue()) : "none",
                text(figures, "reason")));
    }

    private void trouble(String node, String kind, JsonObject verticle) {
        if (Boolean.FALSE.equals(verticle.getValue("answered"))) {
            troubles.add("! " + node + " " + kind + ": does not answer");
        }
        JsonObject checks = object(verticle, "checks");
        for (String name : checks.fieldNames()) {
            JsonObject check = object(checks, name);
            if (!Boolean.TRUE.equals(check.getValue("ok"))) {
                troubles.add("! " + node + " " + kind + " " + Shown.line(name) + ": " + text(check, "text"));
            }
        }
    }

    /** The last column is not filled up. */
    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        String cell = row.get(i);
                        line.append(cell).append(" ".repeat(i == columns - 1 ? 0 : widths[i] - cell.length() + 2));
                    }
                    return line.toString();
                })
                .toList();
    }

    private static String age(long ms) {
        return ms < SECOND_MS ? ms + " ms ago" : span(ms / SECOND_MS) + " ago";
    }

    private static String span(long seconds) {
        if (seconds < MINUTE_SECONDS) {
            return seconds + " s";
        }
        if (seconds < HOUR_SECONDS) {
            return seconds / MINUTE_SECONDS + " min";
        }
        return seconds < DAY_SECONDS
                ? seconds / HOUR_SECONDS + " h " + seconds % HOUR_SECONDS / MINUTE_SECONDS + " min"
                : seconds / DAY_SECONDS + " d " + seconds % DAY_SECONDS / HOUR_SECONDS + " h";
    }

    private static List<JsonObject> objects(Object value) {
        return value instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject json, String name) {
        Object value = json.getValue(name);
        return value == null ? NOTHING : shown(value);
    }

    private static String shown(Object value) {
        return Shown.line(String.valueOf(value));
    }
}
