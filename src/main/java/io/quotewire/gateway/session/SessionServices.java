package io.quotewire.gateway.session;

import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.auth.AuthOptions;
import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.limit.Reception;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.remote.NotificationRequests;
import io.quotewire.gateway.remote.ServiceCalls;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.Firehose;
import io.quotewire.gateway.subscription.Inboxes;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.Supply;
import java.util.function.Consumer;

/**
 * What the sessions of one event loop share. Everything in it is confined to that loop.
 *
 * @param node the node's id
 * @param clock the present
 * @param limits how much each may have
 * @param auth how users are recognised
 * @param policy who may do what
 * @param channels what is needed for channels that services publish to
 * @param credentials finds out whose a credential is
 * @param standing what administrators have said of users, tokens and addresses
 * @param audit tells what must be traceable
 * @param reception asks whether there is room for connections and users
 * @param messages encodes
 * @param book the market
 * @param supply has symbols heard that somebody wants
 * @param fanout carries prices to subscribers
 * @param firehose carries all prices
 * @param inboxes carries notifications to subscribers
 * @param notifications asks the notification verticle
 * @param calls asks services on the bus
 * @param counters counts what is sent and received
 * @param onOpen told the endpoint's type when a session opens
 * @param onEnd told the endpoint's type when a session has ended and is not registered any more
 */
public record SessionServices(
        String node,
        Clock clock,
        LimitOptions limits,
        AuthOptions auth,
        Policy policy,
        ChannelServices channels,
        CredentialGate credentials,
        Standing standing,
        AuditTrail audit,
        Reception reception,
        Messages messages,
        QuoteBook book,
        Supply supply,
        Fanout fanout,
        Firehose firehose,
        Inboxes inboxes,
        NotificationRequests notifications,
        ServiceCalls calls,
        MessageCounters counters,
        Consumer<String> onOpen,
        Consumer<String> onEnd) {}
