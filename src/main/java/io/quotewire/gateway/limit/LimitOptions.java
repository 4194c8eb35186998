package io.quotewire.gateway.limit;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;

/**
 * The limits of {@code gateway.limits}; 0 switches one off.
 *
 * @param connectionsPerNode connections of one node
 * @param connectionsPerIp connections from one address, per node
 * @param connectionsPerUser connections of one user, across the cluster
 * @param handshakesPerSecondPerIp handshakes a second from one address, per node
 * @param authFailuresPerMinutePerIp refused credentials a minute from one address, per node
 * @param messagesPerSecond messages a second from one connection
 * @param burst how many of them may come at once
 * @param subscriptionRequestsPerMinute requests to subscribe or unsubscribe a minute from one connection
 * @param subscriptionsPerConnection subscriptions of one connection
 * @param maxMessageBytes longest message from a client
 * @param framesPerSecond frames a second from one connection, control frames included, before it is a flood
 * @param handshakeSeconds time to send the first request, to send the body of any, and to authenticate where anonymous is off
 * @param idleSeconds time without a subscription and without a message
 * @param heartbeatSeconds between two pings; three unanswered ones end the connection
 * @param queueBytes outbound bytes that may wait in each of the two lanes of a connection
 * @param blockAfter closes for going too far within 10 minutes, after which an address is blocked
 * @param blockSeconds how long an address is blocked then
 * @param violationsPerMinute attempts a minute at what a connection may not have, beyond which it is closed
 */
public record LimitOptions(
        int connectionsPerNode,
        int connectionsPerIp,
        int connectionsPerUser,
        int handshakesPerSecondPerIp,
        int authFailuresPerMinutePerIp,
        int messagesPerSecond,
        int burst,
        int subscriptionRequestsPerMinute,
        int subscriptionsPerConnection,
        int maxMessageBytes,
        int framesPerSecond,
        int handshakeSeconds,
        int idleSeconds,
        int heartbeatSeconds,
        int queueBytes,
        int blockAfter,
        int blockSeconds,
        int violationsPerMinute) {
    private static final int FRAMES_PER_SECOND = 200;
    private static final int MANY = 10_000_000;

    private static final Key<Integer> PER_NODE = count("connectionsPerNode", 10_000, "Connections of one node.");
    private static final Key<Integer> PER_IP = count("connectionsPerIp", 10, "Connections from one address to a node.");
    private static final Key<Integer> PER_USER =
            count("connectionsPerUser", 5, "Connections of one user, across the cluster.");
    private static final Key<Integer> HANDSHAKES =
            count("handshakesPerSecondPerIp", 100, "Handshakes a second from one address to a node.");
    private static final Key<Integer> AUTH_FAILURES = count(
            "authFailuresPerMinutePerIp",
            10,
            "Refused credentials a minute from one address, per node: beyond that no credential from there is examined.");
    private static final Key<Integer> MESSAGES =
            count("messagesPerSecond", 10, "Messages a second from one connection.");
    private static final Key<Integer> BURST = count("burst", 20, "How many of these messages may come at once.");
    private static final Key<Integer> SUBSCRIPTION_REQUESTS = count(
            "subscriptionRequestsPerMinute", 60, "Subscribe and unsubscribe requests a minute from a connection.");
    private static final Key<Integer> SUBSCRIPTIONS =
            count("subscriptionsPerConnection", 100, "Subscriptions of one connection.");
    private static final Key<Integer> MESSAGE_BYTES = Key.of(
            "maxMessageBytes", Kind.integer(256, 16_777_216), 65_536, "Longest message from a client, in bytes.");
    private static final Key<Integer> HANDSHAKE = count(
            "handshakeSeconds",
            10,
            "Seconds to send the first request, to send the body of any, and to authenticate where anonymous is off.");
    private static final Key<Integer> IDLE =
            count("idleSeconds", 300, "Seconds without a subscription and without a message.");
    private static final Key<Integer> HEARTBEAT =
            count("heartbeatSeconds", 30, "Seconds between two pings; silent for three of them is dead.");
    private static final Key<Integer> QUEUE = Key.of(
            "queueBytes",
            Kind.integer(16_384, 268_435_456),
            262_144,
            "Outbound bytes of a connection that may wait, for prices and for what is private each.");
    private static final Key<Integer> BLOCK_AFTER = Key.of(
            "blockAfter",
            Kind.integer(0, 1_000),
            3,
            "Closes for going too far (4029, 1008) within 10 minutes, after which an address is blocked. 0 = off.");
    private static final Key<Integer> BLOCK = count("blockSeconds", 900, "Seconds for which an address is blocked.");
    private static final Key<Integer> VIOLATIONS = count(
            "violationsPerMinute", 20, "Attempts a minute at what a connection may not have; more end it with 4029.");

    /**
     * The declaration of {@code gateway.limits}.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of(
                "limits",
                "How much anybody may have; 0 switches a limit off.",
                PER_NODE,
                PER_IP,
                PER_USER,
                HANDSHAKES,
                AUTH_FAILURES,
                MESSAGES,
                BURST,
                SUBSCRIPTION_REQUESTS,
                SUBSCRIPTIONS,
                MESSAGE_BYTES,
                HANDSHAKE,
                IDLE,
                HEARTBEAT,
                QUEUE,
                BLOCK_AFTER,
                BLOCK,
                VIOLATIONS);
    }

    /**
     * The limits from what was read.
     *
     * @param values of {@link #section}
     * @return the limits
     */
    public static LimitOptions from(Values values) {
        return new LimitOptions(
                values.get(PER_NODE),
                values.get(PER_IP),
                values.get(PER_USER),
                values.get(HANDSHAKES),
                values.get(AUTH_FAILURES),
                values.get(MESSAGES),
                values.get(BURST),
                values.get(SUBSCRIPTION_REQUESTS),
                values.get(SUBSCRIPTIONS),
                values.get(MESSAGE_BYTES),
                FRAMES_PER_SECOND,
                values.get(HANDSHAKE),
                values.get(IDLE),
                values.get(HEARTBEAT),
                values.get(QUEUE),
                values.get(BLOCK_AFTER),
                values.get(BLOCK),
                values.get(VIOLATIONS));
    }

    private static Key<Integer> count(String name, int otherwise, String doc) {
        return Key.of(name, Kind.integer(0, MANY), otherwise, doc + " 0 = off.");
    }
}
