package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.bus.BridgeRights;
import io.quotewire.bus.ConnectionView;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.limit.AddressLimitedException;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.StrictJson;
import io.quotewire.gateway.session.Choice;
import io.quotewire.gateway.session.Shown;
import io.quotewire.gateway.session.Standing;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsSocket;
import io.quotewire.kit.busbridge.BridgeError;
import io.quotewire.kit.busbridge.BusPeer;
import io.quotewire.kit.busbridge.PeerLimits;
import io.quotewire.kit.busbridge.PeerRights;
import io.quotewire.kit.busbridge.PeerSocket;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One peer of the event-bus bridge, from its admission, which it gives back at the end. It shows its credential in the
 * handshake or, since browsers and SockJS cannot, in the header {@code Authorization} or {@code X-API-Key} of a message. Confined to its event
 * loop.
 */
final class BusPeerGuest implements SockJsGuest {
    private static final int MISSED_HEARTBEATS = 3;
    private static final int MAX_HELD = 64;

    private final TransportServices services;
    private final BusPeers peers;
    private final Name name;
    private final TransportRecords records;
    private final LongSupplier steadyMs;
    private final BusPeerConduct conduct;
    private final Deque<JsonObject> held = new ArrayDeque<>();
    private Principal principal;
    private final MessageCredential credential = new MessageCredential();
    private Set<String> registrations = Set.of();
    private @Nullable SockJsSocket socket;
    private @Nullable BusPeer peer;
    private boolean verifying;
    private boolean closing;
    private @Nullable CloseCode closedWith;
    private final long openedMs;
    private long messages;
    private long heardMs;
    private long pingedMs;

    BusPeerGuest(TransportServices services, BusPeers peers, Name name, Principal principal, LongSupplier steadyMs) {
        this.services = services;
        this.peers = peers;
        this.name = name;
        records = new TransportRecords(services);
        this.principal = principal;
        this.steadyMs = steadyMs;
        openedMs = steadyMs.getAsLong();
        heardMs = openedMs;
        pingedMs = heardMs;
        conduct = new BusPeerConduct(services.limits(), heardMs);
    }

    /**
     * What a peer is told apart by.
     *
     * @param id the connection's
     * @param ip from which address it comes
     */
    record Name(String id, String ip) {}

    @Override
    public void opened(SockJsSocket opened) {
        socket = opened;
        peer = new BusPeer(
                services.vertx(),
                new Out(opened),
                PeerLimits.of(services.limits().queueBytes()),
                addresses -> {
                    registrations = addresses;
                    peers.registrationsChanged();
                });
        peer.become(granted(principal));
        peers.opened(this);
        if (!principal.isAnonymous()) {
            become(principal);
        }
        leaveIfUnwanted();
    }

    @Override
    public void received(String message) {
        if (closing || peer == null || !frameCame()) {
            return;
        }
        messages++;
        JsonObject json;
        try {
            json = StrictJson.object(message.getBytes(StandardCharsets.UTF_8));
        } catch (Refusal malformed) {
            peer.refuse(BridgeError.INVALID_JSON);
            return;
        }
        if (!verifying) {
            take(peer, json);
        } else if (held.size() < MAX_HELD) {
            held.add(json);
        } else {
            close(CloseCode.POLICY_VIOLATION, "too many messages while the credential is verified");
        }
    }

    @Override
    public void alive() {
        frameCame();
    }

    @Override
    public void failed(int code) {
        if (!closing && closedWith == null) {
            closedWith = CloseCode.of(code);
            records.closing(whom(), closedWith);
        }
    }

    @Override
    public void ended() {
        closing = true;
        records.ended(whom(), BusPeers.TYPE, closedWith);
        held.clear();
        if (peer != null) {
            peer.ended();
        }
        peers.ended(this);
        services.reception().release(name.id());
    }

    Set<String> registrations() {
        return registrations;
    }

    void tick(long nowMs) {
        long intervalMs = services.limits().heartbeatSeconds() * 1000L;
        if (principal.expiresAtMs() <= System.currentTimeMillis()) {
            close(CloseCode.UNAUTHENTICATED, "the token has expired");
        } else if (intervalMs > 0 && nowMs - heardMs >= intervalMs * MISSED_HEARTBEATS && socket != null) {
            socket.terminate();
        } else if (intervalMs > 0 && nowMs - pingedMs >= intervalMs && socket != null) {
            pingedMs = nowMs;
            socket.ping();
        }
    }

    /** Closes the peer if it is chosen; whether it was closed by that. */
    boolean close(Choice choice, CloseCode code, String reason) {
        boolean chosen = !closing && choice.includes(name.id(), principal, name.ip());
        if (chosen) {
            close(code, reason);
        }
        return chosen;
    }

    /** What an administrator sees of it. */
    void addTo(Shown<BusPeerGuest> shown) {
        shown.add(name.id(), principal, name.ip(), this);
    }

    ConnectionView view(String node) {
        long ageMs = steadyMs.getAsLong() - openedMs;
        return new ConnectionView(
                name.id(),
                node,
                BusPeers.TYPE,
                principal.userId(),
                principal.role(),
                name.ip(),
                Instant.ofEpochMilli(System.currentTimeMillis() - ageMs).toString(),
                registrations.size(),
                messages,
                0,
                socket == null ? 0 : socket.queuedBytes());
    }

    void drain() {
        close(CloseCode.GOING_AWAY, "the node shuts down");
    }

    private boolean frameCame() {
        heardMs = steadyMs.getAsLong();
        if (!isService() && conduct.floods(heardMs)) {
            close(CloseCode.POLICY_VIOLATION, "too many frames");
            return false;
        }
        return true;
    }

    private void take(BusPeer of, JsonObject message) {
        Optional<Credential> shown = credential.fresh(message);
        if (shown.isPresent()) {
            verifying = true;
            services.credentials().examine(shown.get(), name.ip()).onComplete(verified -> {
                verifying = false;
                if (closing) {
                    return;
                }
                if (verified.cause() instanceof AddressLimitedException limited) {
                    records.credentialRefused(whom(), limited);
                    of.refuse(BridgeError.RATE_LIMITED);
                } else {
                    verified(of, shown.get(), verified);
                    again(of, message);
                }
                resume(of);
            });
        } else if (isService() || conduct.isWithinRate(message, steadyMs.getAsLong())) {
            of.received(CommandSignature.by(principal, message));
            if (conduct.insists()) {
                close(CloseCode.RATE_EXCEEDED, "kept trying what is not allowed");
            }
        } else {
            limited(of);
        }
    }

    private void limited(BusPeer of) {
        records.limited(whom(), BridgeError.RATE_LIMITED.name());
        of.refuse(BridgeError.RATE_LIMITED);
        if (conduct.strikesOut(steadyMs.getAsLong())) {
            close(CloseCode.RATE_EXCEEDED, "kept exceeding the rate");
        }
    }

    private void again(BusPeer of, JsonObject message) {
        if (!closing) {
            take(of, message);
        }
    }

    private void resume(BusPeer of) {
        while (!verifying && !closing && !held.isEmpty()) {
            take(of, held.remove());
        }
    }

    private void verified(BusPeer of, Credential shown, AsyncResult<Principal> verified) {
        boolean another = verified.succeeded()
                && !principal.isAnonymous()
                && !Objects.equals(principal.userId(), verified.result().userId());
        if (verified.failed() || another) {
            Throwable failure = verified.cause();
            records.credentialRefused(
                    whom(),
                    failure == null ? new CredentialRefusedException(Reason.NOT_ACCEPTED, "another user") : failure);
            of.refuse(BridgeError.AUTH_ERROR);
            boolean later = failure instanceof CredentialRefusedException refusal
                    && refusal.reason().isTemporary();
            close(
                    later ? CloseCode.INTERNAL_ERROR : CloseCode.UNAUTHENTICATED,
                    later ? "the credential cannot be verified at the moment" : "the credential was refused");
        } else {
            credential.accept(shown);
            become(verified.result());
            leaveIfUnwanted();
        }
    }

    private void become(Principal known) {
        boolean first = principal.isAnonymous() || !credential.wasAccepted();
        principal = known;
        if (peer != null) {
            peer.become(granted(known));
        }
        if (first) {
            records.authenticated(whom(), BusPeers.TYPE, known.role().name());
            services.reception()
                    .identify(name.id(), Objects.requireNonNull(known.userId()))
                    .onSuccess(admitted -> {
                        if (!admitted) {
                            close(CloseCode.CONNECTION_LIMIT, "the user has as many connections as allowed");
                        }
                    });
        }
    }

    private PeerRights granted(Principal to) {
        List<BridgeRights> rights = new ArrayList<>();
        if (!to.isAnonymous()) {
            rights.add(services.policy().bridge(to.role()));
        }
        if (services.diagnostics()) {
            rights.add(BridgeRights.diagnostic());
        }
        return new GrantedRights(!to.isAnonymous(), List.copyOf(rights), this::denied);
    }

    private void close(CloseCode code, String reason) {
        if (!closing && socket != null) {
            failed(code.number());
            closing = true;
            socket.close(code.number(), reason);
        }
    }

    /** What an administrator said while the credential was being verified holds too. */
    private void leaveIfUnwanted() {
        services.standing().objection(principal, name.ip()).ifPresent(code -> close(code, Standing.reason(code)));
    }

    private Whom whom() {
        return new Whom(name.ip(), name.id(), principal.userId());
    }

    /** They may send as fast as they can; users as fast as over {@code /ws}. */
    private boolean isService() {
        return services.policy().isService(principal.role());
    }

    /** Only addresses of the contract are named: anything else may be whatever a peer has put there. */
    private void denied(String address) {
        boolean known = Stream.of(Address.values()).anyMatch(one -> one.text().equals(address));
        records.forbidden(whom(), known ? address : "another address");
        if (!isService()) {
            conduct.denied(steadyMs.getAsLong());
        }
    }

    private final class Out implements PeerSocket {
        private final SockJsSocket out;

        private Out(SockJsSocket out) {
            this.out = out;
        }

        @Override
        public void send(JsonObject message) {
            out.send(message.encode());
        }

        @Override
        public long queuedBytes() {
            return out.queuedBytes();
        }

        @Override
        public void closeSlow() {
            close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
    }
}
