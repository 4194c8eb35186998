package io.quotewire.gateway;

import io.quotewire.gateway.session.Endpoint;
import java.util.Map;

/**
 * What one event loop has at one moment. Immutable.
 *
 * @param sessions open ones, by door
 * @param sockJsSessions of all SockJS services
 * @param busPeers of the event-bus bridge
 * @param requestless connections on which no request has come yet, and requests whose body has not
 * @param subscriptions of prices and of notifications
 * @param channels subscriptions of channels that services publish to, unasked ones too
 * @param present members of channels in which they are counted
 * @param firehose how many get all prices
 * @param waiting subscriptions with a value that waits
 * @param timers running
 * @param consumers registered on the bus for as long as the loop runs
 * @param groups of symbols that are listened to
 * @param symbols known
 * @param live whether a feed delivers
 * @param lostBatches missed since the start
 * @param fenced dropped since the start, from feeds that others had replaced
 * @param turnsBehind turns since the start in which more had come than could be sent one by one
 */
record LoopFigures(
        Map<Endpoint, Integer> sessions,
        int sockJsSessions,
        int busPeers,
        int requestless,
        int subscriptions,
        int channels,
        int present,
        int firehose,
        int waiting,
        int timers,
        int consumers,
        int groups,
        int symbols,
        boolean live,
        long lostBatches,
        long fenced,
        long turnsBehind) {
    LoopFigures {
        sessions = Map.copyOf(sessions);
    }

    int sessionCount() {
        return sessions.values().stream().mapToInt(Integer::intValue).sum();
    }
}
