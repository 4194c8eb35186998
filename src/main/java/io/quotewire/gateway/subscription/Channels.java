package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelMessage;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who on this event loop is subscribed to which of the channels that services publish to. What is announced is passed on at
 * once, encoded once for all, in the order it comes; nothing is kept. Confined to one event loop.
 */
public final class Channels {
    /** One channel that somebody here is subscribed to. */
    static final class Line {
        private final String name;
        private final List<ChannelSubscription> members = new ArrayList<>(1);
        private Position newest = new Position(null, 0);

        private Line(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    private final Messages messages;
    private final Map<String, Line> lines = new HashMap<>();
    private int count;

    /**
     * Nobody is subscribed yet.
     *
     * @param messages encodes
     */
    public Channels(Messages messages) {
        this.messages = messages;
    }

    /**
     * Somebody wants what is published to a channel from now on.
     *
     * @param subscriber who
     * @param channel its one name; that they may was decided before
     * @return the subscription, to be cancelled
     */
    public ChannelSubscription subscribe(Subscriber subscriber, String channel) {
        Line line = lines.computeIfAbsent(channel, Line::new);
        ChannelSubscription subscription = new ChannelSubscription(this, line, subscriber, line.members.size());
        line.members.add(subscription);
        count++;
        return subscription;
    }

    /**
     * One was published somewhere in the cluster.
     *
     * @param body it, as announced
     */
    public void published(JsonObject body) {
        Line line = lines.get(String.valueOf(body.getValue("channel")));
        if (line == null) {
            return;
        }
        ChannelMessage message = ChannelMessage.from(body);
        line.newest = new Position(message.epoch(), message.seq());
        Outbound encoded = messages.published(message);
        // A delivery may end a subscriber.
        for (ChannelSubscription member : List.copyOf(line.members)) {
            member.offer(encoded);
        }
    }

    /**
     * How many subscriptions there are.
     *
     * @return a count
     */
    public int subscriptions() {
        return count;
    }

    /** Where a channel stands, as far as anybody here has seen. */
    static Position newest(Line line) {
        return line.newest;
    }

    /** The last takes the place of the one that leaves. */
    void remove(Line line, int place) {
        ChannelSubscription last = line.members.remove(line.members.size() - 1);
        if (place < line.members.size()) {
            line.members.set(place, last);
            last.moved(place);
        }
        count--;
        if (line.members.isEmpty()) {
            lines.remove(line.name);
        }
    }
}
