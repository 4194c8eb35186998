package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.limit.Conduct;
import io.quotewire.gateway.limit.FrameMeter;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.protocol.RequestParser;
import io.quotewire.gateway.subscription.ChannelMember;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connected client: who it is, what it is subscribed to, what it has sent, when it was last heard. Everything that the
 * start does, {@link #ended} undoes, once. Confined to the event loop of its connection.
 */
public final class Session implements ChannelMember {
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final SessionServices services;
    private final Requests requests;
    private final Connection connection;
    private final Opening opening;
    private final Consumer<Opening> onEnd;
    private final SessionClockwork clockwork;
    private final Conduct conduct;
    private final FrameMeter frames;
    private final QueueBounds queue;
    private final Device device;
    private final Subscriptions subscriptions = new Subscriptions();
    private Principal principal;
    private long messagesReceived;
    private long messagesSent;
    private @Nullable HeldMessages held;
    private boolean said;
    private int holds;
    private boolean closing;
    private boolean over;
    private long closedMs;
    private boolean watched;
    private @Nullable CloseCode closedWith;

    Session(
            SessionServices services,
            Requests requests,
            Connection connection,
            Opening opening,
            Consumer<Opening> onEnd) {
        this.services = services;
        this.requests = requests;
        this.connection = connection;
        this.opening = opening;
        this.onEnd = onEnd;
        principal = opening.principal();
        device = new Device(services.notifications(), opening.wishes().device());
        long nowMs = services.clock().steadyMs().getAsLong();
        clockwork = new SessionClockwork(this, nowMs);
        conduct = new Conduct(services.limits(), nowMs);
        frames = new FrameMeter(services.limits().framesPerSecond());
        queue = new QueueBounds(connection, services.limits().queueBytes());
    }

    /** Says hello and subscribes to what its endpoint brings. */
    void begin() {
        send(services.messages().connected(SessionStatus.welcome(this, services)));
        if (opening.endpoint() == Endpoint.PRICES) {
            services.firehose().join(this);
        }
        requests.begin(this, opening);
    }

    /** Looks whether somebody watches it. */
    void checkWatches() {
        watched = services.standing().watches().cover(this);
    }

    /**
     * A frame of any kind has come; to be called before anything is made of it.
     *
     * @return false if there were too many, and the connection is closing
     */
    public boolean frameReceived() {
        clockwork.heard();
        if (frames.add(services.clock().steadyMs().getAsLong())) {
            close(CloseCode.POLICY_VIOLATION, "too many frames");
            return false;
        }
        return !closing;
    }

    /**
     * A whole message has come.
     *
     * @param utf8 its bytes, valid UTF-8
     */
    public void received(byte[] utf8) {
        if (closing) {
            return;
        }
        messagesReceived++;
        services.counters().received();
        if (holds == 0) {
            process(utf8);
        } else {
            keep(utf8);
        }
    }

    private void keep(byte[] utf8) {
        held = held == null ? new HeldMessages(services.limits().maxMessageBytes()) : held;
        if (!held.add(utf8)) {
            close(CloseCode.POLICY_VIOLATION, "too many messages while one is being answered");
        }
    }

    /**
     * What comes from now on waits, so that requests are answered in their order; until {@link #resume} was called as often as
     * this.
     */
    void hold() {
        holds++;
    }

    /** Goes on with what has waited. */
    void resume() {
        holds--;
        while (holds == 0 && !closing && held != null) {
            byte[] next = held.poll();
            if (next == null) {
                held = null;
                return;
            }
            process(next);
        }
    }

    private void process(byte[] utf8) {
        RequestParser.Parsed parsed = RequestParser.parse(utf8);
        Request request = parsed.request();
        if (watched) {
            SessionRecords.received(this, request, utf8.length);
        }
        if (!Discipline.withinRate(this, request, parsed.id())) {
            return;
        }
        clockwork.asked();
        if (request == null) {
            refuse(parsed.id(), parsed.refusal());
            return;
        }
        try {
            requests.handle(this, request, request.arguments());
        } catch (RuntimeException failure) {
            failed(request.id(), failure);
        }
    }

    /** Tells the client that its request has come to nothing, and why as far as that is its business. */
    void failed(@Nullable Object id, RuntimeException failure) {
        refuse(id, failure instanceof Refusal refusal ? refusal : Defect.refusal(failure, opening));
    }

    /** The connection is gone, whoever ended it. May be called again. */
    public void ended() {
        if (over) {
            return;
        }
        over = true;
        detach();
        services.reception().release(opening.connectionId());
        SessionRecords.ended(this, closedWith);
        onEnd.accept(opening);
    }

    /** Ends the connection unasked: nothing is sent or taken any more; {@link #ended} follows when it is gone. */
    public void close(CloseCode code, String reason) {
        if (!closing) {
            failed(code);
            leaving();
            connection.close(code, reason);
        }
    }

    /**
     * The connection is being closed; what the transport itself objects to, it tells here before it says {@link #leaving}.
     *
     * @param code why
     */
    public void failed(CloseCode code) {
        if (!closing && closedWith == null) {
            closedWith = code;
            SessionRecords.closing(this, code);
        }
    }

    /** The connection ends, and takes nothing any more; {@link #ended} follows when it is gone. */
    public void leaving() {
        if (!closing) {
            detach();
            closedMs = services.clock().steadyMs().getAsLong();
        }
    }

    private void detach() {
        closing = true;
        held = null;
        services.firehose().leave(this);
        subscriptions.cancel();
        device.send();
    }

    /** Looks at the clock; to be called about every second. */
    void tick(long nowMs) {
        if (!closing) {
            boolean saidSince = said;
            said = false;
            clockwork.tick(nowMs, saidSince);
            device.send();
        } else if (nowMs - closedMs >= CLOSE_TIMEOUT_MS) {
            connection.terminate();
        }
    }

    void send(Outbound message) {
        if (isOpen()) {
            messagesSent++;
            said = true;
            services.counters().sent(message.kind(), 1);
            boolean room = !queue.privateCongested();
            connection.send(message);
            if (room) {
                queue.grantPrivate();
            }
            if (watched) {
                SessionRecords.sent(this, message.kind(), 1);
            }
        }
    }

    @Override
    public boolean deliver(Bundle bundle) {
        if (isOpen()) {
            messagesSent += bundle.size();
            said = true;
            services.counters().sent(bundle.kind(), bundle.size());
            boolean room = !queue.pricesCongested();
            connection.send(bundle);
            if (room) {
                queue.grantPrices();
            }
            if (watched) {
                SessionRecords.sent(this, bundle.kind(), bundle.size());
            }
            return true;
        }
        return false;
    }

    /** Whether something may be sent: to those who read too slowly nothing is any more. */
    private boolean isOpen() {
        if (!closing && queue.exceeded()) {
            close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
        return !closing;
    }

    void reply(Request request, String type, @Nullable JsonObject data) {
        send(services.messages().reply(type, request.id(), data));
    }

    /** An answer that tells of the prices that were sent before it. */
    void replyInOrder(Request request, String type, JsonObject data) {
        send(services.messages().reply(type, request.id(), data).inOrder());
    }

    void refuse(@Nullable Object id, @Nullable Refusal refusal) {
        if (refusal != null) {
            services.counters().refused(refusal.code());
            SessionRecords.refused(this, refusal.code());
            send(services.messages().error(id, refusal));
            Discipline.refused(this, refusal);
        }
    }

    void terminate() {
        connection.terminate();
    }

    void ping() {
        connection.ping();
    }

    @Override
    public void deliver(Outbound message) {
        send(message);
    }

    @Override
    public boolean congested() {
        return queue.pricesCongested();
    }

    @Override
    public boolean congestedPrivately() {
        return queue.privateCongested();
    }

    @Override
    public boolean isLeftOut(ChannelExclusion exclusion) {
        return exclusion.covers(opening.connectionId(), principal.userId());
    }

    @Override
    public @Nullable String userId() {
        return principal.userId();
    }

    @Override
    public boolean maySeeOthers(String channel) {
        return services.channels().permissions().maySeeOthers(principal, channel);
    }

    SessionServices services() {
        return services;
    }

    Opening opening() {
        return opening;
    }

    Principal principal() {
        return principal;
    }

    void become(Principal newPrincipal) {
        principal = newPrincipal;
        services.channels().roll().identified(this, subscriptions.allChannelNames());
        clockwork.identified();
        checkWatches();
        services.standing().closeIfUnwanted(this);
    }

    Device device() {
        return device;
    }

    Conduct conduct() {
        return conduct;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    long messagesReceived() {
        return messagesReceived;
    }

    long messagesSent() {
        return messagesSent;
    }

    boolean isWatched() {
        return watched;
    }

    long queuedBytes() {
        return connection.queuedBytes();
    }

    long openedMs() {
        return clockwork.openedMs();
    }

    long heardMs() {
        return clockwork.heardMs();
    }

    boolean isClosing() {
        return closing;
    }
}
