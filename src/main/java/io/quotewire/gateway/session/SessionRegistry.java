package io.quotewire.gateway.session;

import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.ControlCommand;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every session of one event loop: the one place that knows them. Confined to that loop. */
public final class SessionRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRegistry.class);
    private final SessionServices services;
    private final Requests requests;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Consumer<Opening> ended = this::ended;

    /**
     * No sessions yet.
     *
     * @param services what they share
     */
    public SessionRegistry(SessionServices services) {
        this.services = services;
        requests = new Requests(services);
    }

    /**
     * A client is connected.
     *
     * @param connection its way out
     * @param opening what is known of it
     * @return its session; the transport tells it what comes in, and that it ended
     */
    public Session open(Connection connection, Opening opening) {
        Session session = new Session(services, requests, connection, opening, ended);
        sessions.put(opening.connectionId(), session);
        services.onOpen().accept(opening.endpoint().type());
        session.checkWatches();
        SessionRecords.opened(session);
        try {
            session.begin();
        } catch (RuntimeException defect) {
            LOG.atError()
                    .addKeyValue("connection", opening.connectionId())
                    .setCause(defect)
                    .log("a session could not begin");
            session.close(CloseCode.INTERNAL_ERROR, "internal error");
        }
        if (!opening.principal().isAnonymous()) {
            SessionRecords.authenticated(session, "handshake");
            identify(session, opening);
        }
        services.standing().closeIfUnwanted(session);
        return session;
    }

    /**
     * Closes connections.
     *
     * @param choice which
     * @param code why
     * @param reason the same for a person
     * @return how many
     */
    public int close(Choice choice, CloseCode code, String reason) {
        int closed = 0;
        for (Session session : snapshot()) {
            Opening opening = session.opening();
            if (!session.isClosing() && choice.includes(opening.connectionId(), session.principal(), opening.ip())) {
                session.close(code, reason);
                closed++;
            }
        }
        return closed;
    }

    /**
     * Shows sessions.
     *
     * @param query which
     * @return the first of them
     */
    public ConnectionPage list(ConnectionQuery query) {
        Shown<Session> shown = new Shown<>(query);
        for (Session session : sessions.values()) {
            Opening opening = session.opening();
            shown.add(opening.connectionId(), session.principal(), opening.ip(), session);
        }
        return shown.page(session -> SessionStatus.view(session, services));
    }

    /**
     * Begins to tell what sessions do.
     *
     * @param watch the watch's id
     * @param command whom it concerns
     * @param untilMs when it ends, epoch milliseconds
     * @return how many sessions there are now
     */
    public long watch(String watch, ControlCommand command, long untilMs) {
        Watches watches = services.standing().watches();
        watches.begin(watch, command, untilMs);
        long watched = 0;
        for (Session session : snapshot()) {
            session.checkWatches();
            if (matches(command, session)) {
                watched++;
                watches.tellOfPresence(watch, session, () -> SessionRecords.presence(session));
            }
        }
        return watched;
    }

    /**
     * Sends a notice to clients.
     *
     * @param command to whom; to all where it names nobody
     * @return to how many
     */
    public long tell(ControlCommand command) {
        boolean all = command.userId() == null && command.connectionId() == null && command.ip() == null;
        Outbound notice = services.messages().announcement(Objects.requireNonNull(command.message()));
        long told = 0;
        for (Session session : snapshot()) {
            if (!session.isClosing() && (all || matches(command, session))) {
                session.send(notice);
                told++;
            }
        }
        return told;
    }

    private static boolean matches(ControlCommand command, Session session) {
        Opening opening = session.opening();
        return opening.connectionId().equals(command.connectionId())
                || opening.ip().equals(command.ip())
                || (command.userId() != null
                        && command.userId().equals(session.principal().userId()));
    }

    private void ended(Opening opening) {
        sessions.remove(opening.connectionId());
        services.onEnd().accept(opening.endpoint().type());
    }

    /** The user of the handshake may have as many connections as allowed already. */
    private void identify(Session session, Opening opening) {
        String user = Objects.requireNonNull(opening.principal().userId());
        services.reception().identify(opening.connectionId(), user).onSuccess(admitted -> {
            if (!admitted) {
                session.close(CloseCode.CONNECTION_LIMIT, "the user has as many connections as allowed");
            }
        });
    }

    /** Lets every session look at the clock; to be called about every second. */
    public void tick() {
        long nowMs = services.clock().steadyMs().getAsLong();
        snapshot().forEach(session -> session.tick(nowMs));
    }

    /**
     * Tells everybody that the node goes, and ends every connection after that.
     *
     * @param notice makes each client's notice, with its own time to come back
     */
    public void drain(Supplier<Outbound> notice) {
        for (Session session : snapshot()) {
            session.send(notice.get());
            session.close(CloseCode.GOING_AWAY, "the node shuts down");
        }
    }

    /** Cuts every connection that is still there. */
    public void terminate() {
        snapshot().forEach(Session::terminate);
    }

    /**
     * How many there are.
     *
     * @return a count
     */
    public int size() {
        return sessions.size();
    }

    /**
     * How many came in by each door.
     *
     * @return counts; no entry for none
     */
    public Map<Endpoint, Integer> sizes() {
        Map<Endpoint, Integer> sizes = new EnumMap<>(Endpoint.class);
        sessions.values().forEach(session -> sizes.merge(session.opening().endpoint(), 1, Integer::sum));
        return sizes;
    }

    /** All of them, closing ones too. */
    Iterable<Session> all() {
        return sessions.values();
    }

    boolean knows(String connectionId) {
        return sessions.containsKey(connectionId);
    }

    private List<Session> snapshot() {
        return List.copyOf(sessions.values());
    }
}
