package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.session.Choice;
import io.quotewire.gateway.session.Shown;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsOpening;
import io.quotewire.gateway.transport.sockjs.SockJsService;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * {@code /eventbus}: the peers of the event-bus bridge on this event loop, over SockJS and over plain WebSockets. Tells the
 * feeds which quotes they listen on. Confined to one event loop.
 */
public final class BusPeers implements SockJsService {
    static final String TYPE = "eventbus";
    private final TransportServices services;
    private final Entrance entrance;
    private final LongSupplier steadyMs;
    private final Consumer<String> onOpen;
    private final Consumer<String> onEnd;
    private final Set<BusPeerGuest> guests = new LinkedHashSet<>();
    private Set<String> told = Set.of();

    /**
     * No peers yet.
     *
     * @param services what the transports share
     * @param steadyMs milliseconds of a clock that never goes back
     * @param onOpen told the type when a peer comes
     * @param onEnd told the type when a peer has gone
     */
    public BusPeers(
            TransportServices services, LongSupplier steadyMs, Consumer<String> onOpen, Consumer<String> onEnd) {
        this.services = services;
        this.steadyMs = steadyMs;
        this.onOpen = onOpen;
        this.onEnd = onEnd;
        entrance = new Entrance(services);
    }

    /**
     * Says again and again what quotes are listened on.
     *
     * @param scope owns the timer
     */
    public void start(Scope scope) {
        scope.every(QuoteInterest.RENEWAL_MS, this::tell);
    }

    @Override
    public Future<SockJsGuest> admit(SockJsOpening request) {
        return entrance.closed()
                .<Future<SockJsGuest>>map(closed -> Future.failedFuture(Entrance.overSockJs(closed)))
                .orElseGet(() -> enter(request));
    }

    @Override
    public void originRefused(String ip) {
        new TransportRecords(services).originRefused(ip);
    }

    @Override
    public void handshakeRefused(String ip) {
        new TransportRecords(services).handshakeRefused(ip);
    }

    /**
     * Closes peers.
     *
     * @param choice which
     * @param code why
     * @param reason the same for a person
     * @return how many
     */
    public int close(Choice choice, CloseCode code, String reason) {
        int closed = 0;
        for (BusPeerGuest guest : List.copyOf(guests)) {
            closed += guest.close(choice, code, reason) ? 1 : 0;
        }
        return closed;
    }

    /**
     * Shows peers.
     *
     * @param query which
     * @param node the node's id
     * @return the first of them
     */
    public ConnectionPage list(ConnectionQuery query, String node) {
        Shown<BusPeerGuest> shown = new Shown<>(query);
        guests.forEach(guest -> guest.addTo(shown));
        return shown.page(guest -> guest.view(node));
    }

    /** Lets every peer look at the clock; to be called about every second. */
    public void tick() {
        long nowMs = steadyMs.getAsLong();
        List.copyOf(guests).forEach(guest -> guest.tick(nowMs));
    }

    /** Sends every peer away. */
    public void drain() {
        List.copyOf(guests).forEach(BusPeerGuest::drain);
    }

    /**
     * How many there are.
     *
     * @return a count
     */
    public int size() {
        return guests.size();
    }

    private Future<SockJsGuest> enter(SockJsOpening request) {
        String id = services.connectionIds().get();
        return entrance.enter(id, request.headers(), request.params(), request.ip())
                .recover(failure -> Future.failedFuture(Entrance.overSockJs(Entrance.refused(failure))))
                .map(principal ->
                        new BusPeerGuest(services, this, new BusPeerGuest.Name(id, request.ip()), principal, steadyMs));
    }

    void opened(BusPeerGuest guest) {
        guests.add(guest);
        onOpen.accept(TYPE);
    }

    void ended(BusPeerGuest guest) {
        if (guests.remove(guest)) {
            onEnd.accept(TYPE);
        }
    }

    /** At once for what is new, so that nobody waits for the next round. */
    void registrationsChanged() {
        if (!told.containsAll(listened())) {
            tell();
        }
    }

    private void tell() {
        told = listened();
        if (!told.isEmpty()) {
            services.vertx()
                    .eventBus()
                    .publish(
                            Address.QUOTES_INTEREST.text(),
                            QuoteInterest.in(told).toJson());
        }
    }

    private Set<String> listened() {
        String prefix = Address.quotes("");
        return guests.stream()
                .flatMap(guest -> guest.registrations().stream())
                .filter(address -> address.startsWith(prefix))
                .map(address -> address.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
