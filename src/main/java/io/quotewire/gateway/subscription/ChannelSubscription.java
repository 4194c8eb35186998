package io.quotewire.gateway.subscription;

import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;

/** One subscriber in one channel, until it is cancelled. Confined to one event loop. */
public final class ChannelSubscription implements Subscription {
    private static final int ENDED = -1;
    private final Channels channels;
    private final Channels.Line line;
    private final Subscriber subscriber;
    private int place;

    ChannelSubscription(Channels channels, Channels.Line line, Subscriber subscriber, int place) {
        this.channels = channels;
        this.line = line;
        this.subscriber = subscriber;
        this.place = place;
    }

    /**
     * Where the channel stands, as far as anybody on this event loop has seen.
     *
     * @return the epoch is null before the first message
     */
    public Position position() {
        return Channels.newest(line);
    }

    /**
     * Which channel it is.
     *
     * @return its name
     */
    public String channel() {
        return line.name();
    }

    /**
     * Whether it is this one.
     *
     * @param name of a channel
     * @return true if so
     */
    public boolean isTo(String name) {
        return line.name().equals(name);
    }

    @Override
    public void cancel() {
        if (place != ENDED) {
            int left = place;
            place = ENDED;
            channels.remove(line, left);
        }
    }

    void offer(Outbound message) {
        if (place != ENDED) {
            subscriber.deliver(message);
        }
    }

    void moved(int newPlace) {
        place = newPlace;
    }
}
