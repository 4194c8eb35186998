package io.quotewire.gateway.session;

import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.ConnectionView;
import io.quotewire.gateway.auth.Principal;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts together a page of connections: of any number that are added, those with the first ids are kept. Confined to one event
 * loop.
 *
 * @param <T> a connection
 */
public final class Shown<T> {
    private final ConnectionQuery query;
    private final TreeMap<String, T> first = new TreeMap<>();
    private long total;

    /**
     * An empty page.
     *
     * @param query what is asked for
     */
    public Shown(ConnectionQuery query) {
        this.query = query;
    }

    /**
     * Adds a connection if it is asked for.
     *
     * @param connectionId its id
     * @param principal whose it is now
     * @param ip from which address it comes
     * @param connection it
     */
    public void add(String connectionId, Principal principal, String ip, T connection) {
        boolean wanted = (query.connectionId() == null || query.connectionId().equals(connectionId))
                && (query.ip() == null || query.ip().equals(ip))
                && (query.userId() == null || query.userId().equals(principal.userId()))
                && (query.after() == null || query.after().compareTo(connectionId) < 0);
        if (!wanted) {
            return;
        }
        total++;
        if (first.size() < query.limit() || connectionId.compareTo(first.lastKey()) < 0) {
            first.put(connectionId, connection);
            if (first.size() > query.limit()) {
                first.pollLastEntry();
            }
        }
    }

    /**
     * The page.
     *
     * @param view shows a connection
     * @return those that were kept
     */
    public ConnectionPage page(Function<T, ConnectionView> view) {
        return new ConnectionPage(first.values().stream().map(view).toList(), total);
    }
}
