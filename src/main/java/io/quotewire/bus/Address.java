package io.quotewire.bus;

/**
 * Every fixed address of the event bus, and the methods that make the parametric ones.
 *
 * <p>Addresses are enum values and methods, never string constants, so that each use can be found.
 */
public enum Address {
    /** {@link FeedStatus} as JSON, published whenever a feed changes its state. */
    FEED_STATUS("feed.status"),
    /** {@link TickTurn}, published by each feed verticle as ticks come; the same batches come on {@link #ticks}. */
    FEED_TICKS("feed.ticks"),
    /** {@link TickDigest}, published by each feed verticle about every second. */
    FEED_DIGEST("feed.digest"),
    /**
     * {@link SymbolStatuses}, published by each feed verticle whenever symbols change how they stand, and every few seconds
     * without any, so that who has missed some notices.
     */
    FEED_SYMBOLS("feed.symbols"),
    /**
     * Published: {@code {"replyTo","groups"?,"statuses"?}}. Every feed verticle sends its {@link QuoteSnapshot} of these groups, or of all,
     * to the address {@code replyTo}; of each group that is named, it first publishes a {@link TickBatch} without ticks. Where
     * {@code statuses} is true, its {@link SymbolStatuses} of all symbols follow.
     */
    FEED_HELLO("feed.hello"),
    /** Published by a feed verticle that stops: {@link HandoverOffer}. */
    FEED_HANDOVER("feed.handover"),
    /** Published every few seconds by each event loop of a gateway whose clients want prices: {@link FeedDemand}. */
    FEED_DEMAND("feed.demand"),
    /** Request of {@code {"symbols"?}}; the newest values. */
    QUOTES_SNAPSHOT("quotes.snapshot"),
    /**
     * Published every few seconds by whoever listens on {@link #quotes}: {@link QuoteInterest}. Feeds publish there as long as
     * somebody does.
     */
    QUOTES_INTEREST("quotes.interest"),
    /** Request: a tick or a list of ticks of another service. */
    FEED_INGEST("feed.ingest"),
    /** Request: {@link NotificationRequest}; the reply, {@link StoredPosition}, means stored. */
    NOTIFICATIONS_PUBLISH("notifications.publish"),
    /** Published: {@link NotificationReceipt}. */
    NOTIFICATIONS_RECEIPT("notifications.receipt"),
    /** Request: {@link NotificationQuery}; what is kept for a user, as {@link NotificationHistory}. */
    NOTIFICATIONS_HISTORY("notifications.history"),
    /** Request: {@link NotificationHeadsQuery}; how far the users' numbering has come, as {@link NotificationHeads}. */
    NOTIFICATIONS_HEADS("notifications.heads"),
    /** Request: {@link NotificationAck}; a device has received all up to a position. The reply is {@code {"seq"}}. */
    NOTIFICATIONS_ACK("notifications.ack"),
    /** Request: {@link NotificationRead}; the user has read one. The reply is {@code {"id"}}. */
    NOTIFICATIONS_READ("notifications.read"),
    /** Published: {@link StoredNotification}, after it was stored. */
    NOTIFICATIONS_STORED("notifications.stored"),
    /** Request: {@link ChannelPublication}; the reply, {@code {"seq"}}, means announced, and kept where its channel is. */
    CHANNEL_PUBLISH("channel.publish"),
    /** Request: {@link ChannelQuery}; what is kept of a channel, as {@link ChannelHistory}. */
    CHANNEL_HISTORY("channel.history"),
    /** Request: {@link ChannelHeadsQuery}; how far the numbering of channels has come, as {@link ChannelHeads}. */
    CHANNEL_HEADS("channel.heads"),
    /** Published: {@link ChannelMessage}, numbered by whoever took it from {@link #CHANNEL_PUBLISH}. */
    CHANNEL_MESSAGE("channel.message"),
    /** Request, answered by the service that owns the rooms: {@link RoomQuestion}. */
    ROOM_AUTHORIZE("room.authorize"),
    /** Request: {@link PresenceQuery}; a user's connections, or who is in a channel. */
    PRESENCE_QUERY("presence.query"),
    /** Published by each node's gateway: {@link PresenceChanges}. */
    PRESENCE_CHANGED("presence.changed"),
    /** Published by each node's gateway about every second: {@link PresenceDigest}. */
    PRESENCE_ALIVE("presence.alive"),
    /** Request: {@link ControlCommand}, closes connections. */
    CONTROL_DISCONNECT("control.disconnect"),
    /** Request: {@link ControlCommand}, revokes a user or a token. */
    CONTROL_REVOKE("control.revoke"),
    /** Request: {@link ControlCommand}, blocks an address. */
    CONTROL_BLOCK("control.block"),
    /** Request: {@link ControlCommand}, lifts a block. */
    CONTROL_UNBLOCK("control.unblock"),
    /** Request: {@link ControlCommand}, tells for a while what somebody's connections do, as {@link WatchEvent}s. */
    CONTROL_WATCH("control.watch"),
    /** Request: {@link ControlCommand}, sends a {@code system} message to clients. */
    CONTROL_SYSTEM("control.system"),
    /** Request: {@link ConnectionQuery}; the connections of the cluster, a page at a time. */
    CONTROL_CONNECTIONS("control.connections"),
    /** Request: {@link SanctionQuery}; the blocks and revocations that are in force. */
    CONTROL_SANCTIONS("control.sanctions"),
    /** Published by the gateway that was asked: {@code {"id","replyTo","query"}}; every gateway sends its page there. */
    CONTROL_LIST("control.list"),
    /** Published by the gateway that took a command: {@link ControlOrder}. */
    CONTROL_ORDER("control.order"),
    /** Request, never over a bridge: {@link CredentialQuestion}; whose a credential is, as {@link CredentialAnswer}. */
    AUTH_VERIFY("auth.verify"),
    /** Request: {@link StatusQuery}; one verticle's or the cluster's figures. */
    STATUS_QUERY("status.query"),
    /** Published with {@code {"replyTo","gather"}}: every monitoring verticle sends its node's figures there. */
    STATUS_GATHER("status.gather"),
    /** Published: {@link Alert}. */
    ALERT_RAISED("alert.raised"),
    /** Published: {@link Alert}. */
    ALERT_CLEARED("alert.cleared"),
    /** Published: {@link AuditEvent}. */
    AUDIT_EVENT("audit.event"),
    /** Diagnostics only. Request: answered with its own body. */
    DIAGNOSTIC_ECHO("svc.echo"),
    /** Diagnostics only. Request: answered with its headers, as an object. */
    DIAGNOSTIC_HEADERS("svc.headers"),
    /** Diagnostics only. Request: fails with 42, "as asked". */
    DIAGNOSTIC_FAIL("svc.fail"),
    /** Diagnostics only. Published every 200 ms: {@code {"count"}}. */
    DIAGNOSTIC_TICK("news.tick"),
    /** Published inside a node: {@link NodePhase}, as the node starts, becomes ready and drains. */
    NODE_PHASE("node.phase"),
    /**
     * Published inside a process that records: {@code {"what","messages","leftOut","lost","complete"?}}, when it cannot go on and,
     * with {@code complete}, when it is over.
     */
    RECORDER_ENDED("recorder.ended"),
    /** Request inside a node: what the node's health checks say. */
    NODE_HEALTH("node.health");

    private final String text;

    Address(String text) {
        this.text = text;
    }

    /**
     * The address as the bus knows it.
     *
     * @return the address
     */
    public String text() {
        return text;
    }

    /**
     * Where each feed verticle publishes its {@link TickBatch}es of one group of symbols.
     *
     * @param group the {@link TickGroup}
     * @return the address
     */
    public static String ticks(int group) {
        return "feed.ticks." + group;
    }

    /**
     * Where one feed verticle takes what is for it alone: {@link HandoverReady} and {@link HandoverGrant}.
     *
     * @param verticle the verticle's id
     * @return the address
     */
    public static String feedDesk(String verticle) {
        return "feed.desk." + verticle;
    }

    /**
     * Where one feed verticle takes {@link QuoteSnapshot}s of the others.
     *
     * @param verticle the verticle's id
     * @return the address
     */
    public static String feedMirror(String verticle) {
        return "feed.mirror." + verticle;
    }

    /**
     * Where one symbol's updates are published, as JSON, for other services.
     *
     * @param symbol the symbol, {@code BASE-QUOTE}
     * @return the address
     */
    public static String quotes(String symbol) {
        return "quotes." + symbol;
    }

    /**
     * Where a service answers {@code call} requests: {@link RpcRequest}.
     *
     * @param service the service's name
     * @return the address
     */
    public static String rpc(String service) {
        return "rpc." + service;
    }

    /**
     * Where one member of the cluster is greeted by another that joins; it answers once {@link #memberEcho} has answered.
     *
     * @param member the member's id in the cluster
     * @return the address
     */
    public static String memberHello(String member) {
        return "node.hello." + member;
    }

    /**
     * Where one member of the cluster answers at once.
     *
     * @param member the member's id in the cluster
     * @return the address
     */
    public static String memberEcho(String member) {
        return "node.echo." + member;
    }

    /**
     * Where one event loop of one node's gateway takes {@link QuoteSnapshot}s.
     *
     * @param node the node's id
     * @param loop which of its event loops
     * @return the address
     */
    public static String gatewayLoop(String node, int loop) {
        return "gateway.loop." + node + "." + loop;
    }

    /**
     * Where one verticle of one node answers {@link StatusQuery} with its own figures.
     *
     * @param kind what verticle
     * @param node the node's id
     * @return the address
     */
    public static String verticleStatus(VerticleKind kind, String node) {
        return "status." + kind.text() + "." + node;
    }

    /**
     * Where one node's gateway is told what became of its {@link ControlOrder}s: {@link ControlOutcome}.
     *
     * @param node the node's id
     * @return the address
     */
    public static String controlReplies(String node) {
        return "control.replies." + node;
    }

    /**
     * Where one node's gateway takes the connections of the others that it has asked for.
     *
     * @param node the node's id
     * @return the address
     */
    public static String controlListings(String node) {
        return "control.listings." + node;
    }

    /**
     * Where one node's gateway tells who is in it, as a {@link PresencePage}: a request of {@link PresenceStateQuery}.
     *
     * @param node the node's id
     * @return the address
     */
    public static String presenceState(String node) {
        return "presence.state." + node;
    }

    /**
     * Where {@link WatchEvent}s of one watch are published, while it lasts; never over a bridge.
     *
     * @param watch the watch's id, as the reply to {@link #CONTROL_WATCH} has it
     * @return the address
     */
    public static String watched(String watch) {
        return "watched." + watch;
    }

    /**
     * Where one node's monitoring verticle takes the figures that it has asked the cluster for.
     *
     * @param node the node's id
     * @return the address
     */
    public static String statusReplies(String node) {
        return "status.replies." + node;
    }
}
