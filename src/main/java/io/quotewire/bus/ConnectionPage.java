package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Connections in the order of their ids, as many as were asked for. Immutable.
 *
 * @param connections them
 * @param total how many there are behind the page before, with those that do not fit
 */
public record ConnectionPage(List<ConnectionView> connections, long total) {
    /** Copies the list. */
    public ConnectionPage {
        connections = List.copyOf(connections);
    }

    /**
     * Several pages as one.
     *
     * @param pages them
     * @param limit how many connections at most
     * @return the first of all of them
     */
    public static ConnectionPage of(List<ConnectionPage> pages, int limit) {
        List<ConnectionView> all = new ArrayList<>();
        pages.forEach(page -> all.addAll(page.connections()));
        all.sort(Comparator.comparing(ConnectionView::connectionId));
        long total = pages.stream().mapToLong(ConnectionPage::total).sum();
        return new ConnectionPage(all.subList(0, Math.min(limit, all.size())), total);
    }

    /**
     * Where the next page begins.
     *
     * @return what it comes after; empty if this is the last one
     */
    public Optional<String> next() {
        return connections.isEmpty() || total <= connections.size()
                ? Optional.empty()
                : Optional.of(connections.get(connections.size() - 1).connectionId());
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonArray rows = new JsonArray();
        connections.forEach(one -> rows.add(one.toJson()));
        return new JsonObject().put("connections", rows).put("total", total);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ConnectionPage from(JsonObject json) {
        Fields fields = new Fields(json);
        List<ConnectionView> views =
                fields.objects("connections").stream().map(ConnectionView::from).toList();
        return new ConnectionPage(views, fields.number("total"));
    }
}
