package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.auth.AuthOptions;
import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.auth.Tickets;
import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.limit.Reception;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.remote.NotificationRequests;
import io.quotewire.gateway.session.ChannelPublishing;
import io.quotewire.gateway.session.CredentialGate;
import io.quotewire.gateway.session.MessageCounters;
import io.quotewire.gateway.session.QuoteQueries;
import io.quotewire.gateway.session.SessionRegistry;
import io.quotewire.gateway.session.Standing;
import io.quotewire.gateway.transport.websocket.UpgradeOptions;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the transports of one event loop share.
 *
 * @param vertx the instance
 * @param limits how much each may have
 * @param auth how users are recognised
 * @param policy who may do what
 * @param publishing publishes to channels for those who may
 * @param credentials finds out whose a credential is
 * @param tickets gives out tickets
 * @param origins which sites may come
 * @param standing what administrators have said of users, tokens and addresses
 * @param audit tells what must be traceable
 * @param counters counts what is sent, received and refused
 * @param reception asks whether there is room for connections
 * @param sessions where sessions are opened
 * @param queries answers about the market
 * @param notifications asks the notification verticle
 * @param upgrades how WebSockets are served
 * @param diagnostics whether what conformance suites need is served
 * @param open whether new clients may come now
 * @param connectionIds makes a new one at each call
 */
public record TransportServices(
        Vertx vertx,
        LimitOptions limits,
        AuthOptions auth,
        Policy policy,
        ChannelPublishing publishing,
        CredentialGate credentials,
        Tickets tickets,
        OriginPolicy origins,
        Standing standing,
        AuditTrail audit,
        MessageCounters counters,
        Reception reception,
        SessionRegistry sessions,
        QuoteQueries queries,
        NotificationRequests notifications,
        UpgradeOptions upgrades,
        boolean diagnostics,
        BooleanSupplier open,
        Supplier<String> connectionIds) {}
