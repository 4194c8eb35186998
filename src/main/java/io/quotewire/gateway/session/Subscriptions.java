package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.subscription.ChannelSubscription;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.PriceLane;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.gateway.subscription.Subscriber;
import io.quotewire.gateway.subscription.Subscription;
import io.quotewire.gateway.subscription.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one session is subscribed to: prices, all on one lane, and private channels. Nothing is made before it is needed: most
 * clients want little, and there are many. Confined to the session's event loop.
 */
final class Subscriptions {
    private @Nullable PriceLane prices;
    /** What is on the lane, the oldest first: lanes that want the same share what they want, so they cannot tell. */
    private @Nullable List<QuoteTopic> followed;

    private @Nullable Map<String, Subscription> channels;
    private @Nullable ChannelSubscription system;
    private @Nullable ChannelSubscription own;
    private int changes;

    /** The lane of the prices; null before the first. */
    @Nullable
    PriceLane prices() {
        return prices;
    }

    /** Takes symbols in, or takes new terms for those that are in; the lane that they are on. */
    PriceLane follow(Fanout fanout, Subscriber subscriber, Collection<QuoteTopic> topics, Terms terms) {
        changes++;
        PriceLane lane = prices == null ? fanout.lane(subscriber) : prices;
        List<QuoteTopic> all = followed == null ? new ArrayList<>(topics.size()) : followed;
        for (QuoteTopic topic : topics) {
            if (!lane.follows(topic)) {
                all.add(topic);
            }
        }
        prices = lane;
        followed = all;
        lane.follow(topics, terms);
        return lane;
    }

    /** Gives symbols up; of no effect for those that are not followed. */
    void unfollow(Collection<QuoteTopic> topics) {
        if (prices != null && followed != null && !topics.isEmpty()) {
            changes++;
            prices.unfollow(topics);
            followed.removeAll(Set.copyOf(topics));
        }
    }

    /** The symbols that are too many, if only so many may be: the oldest stay. */
    List<QuoteTopic> symbolsBeyond(int max) {
        return followed == null || followed.size() <= max
                ? List.of()
                : List.copyOf(followed.subList(max, followed.size()));
    }

    boolean follows(QuoteTopic topic) {
        return prices != null && prices.follows(topic);
    }

    int symbols() {
        return prices == null ? 0 : prices.size();
    }

    int size() {
        return symbols() + (channels == null ? 0 : channels.size());
    }

    boolean isEmpty() {
        return size() == 0;
    }

    @Nullable
    Subscription channel(String name) {
        Subscription asked = channels == null ? null : channels.get(name);
        if (asked != null) {
            return asked;
        }
        return system != null && system.isTo(name) ? system : own != null && own.isTo(name) ? own : null;
    }

    /** What comes without being asked for: nobody counts it. */
    void putSystem(ChannelSubscription subscription) {
        system = subscription;
    }

    /** The same for what is addressed to the user. */
    void putOwn(ChannelSubscription subscription) {
        own = subscription;
    }

    void put(String name, Subscription subscription) {
        changes++;
        if (channels == null) {
            channels = new LinkedHashMap<>(2);
        }
        channels.put(name, subscription);
    }

    /** Ends a channel other than of prices; false if there is none of this name. */
    boolean remove(String name) {
        Subscription ended = channel(name);
        if (ended == null) {
            return false;
        }
        changes++;
        ended.cancel();
        if (ended == system) {
            system = null;
        } else if (ended == own) {
            own = null;
        } else if (channels != null) {
            channels.remove(name);
        }
        return true;
    }

    /** The names of what comes without being asked for. */
    List<String> namesByItself() {
        return Stream.of(Optional.ofNullable(system), Optional.ofNullable(own))
                .flatMap(Optional::stream)
                .map(ChannelSubscription::channel)
                .toList();
    }

    /** The names of the channels that were asked for, but those of prices. */
    List<String> channelNames() {
        return channels == null ? List.of() : List.copyOf(channels.keySet());
    }

    /** The names of all channels but those of prices. */
    List<String> allChannelNames() {
        return Stream.concat(channelNames().stream(), namesByItself().stream()).toList();
    }

    /** The names of all channels, symbols first, the oldest of each first. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (followed != null) {
            followed.forEach(
                    topic -> names.add(ChannelName.prices(topic.symbol()).text()));
        }
        names.addAll(channelNames());
        return names;
    }

    /** Counts up whenever anything in it changes. */
    int changes() {
        return changes;
    }

    /** Ends all. */
    void cancel() {
        if (prices != null) {
            prices.cancel();
            followed = null;
        }
        if (channels != null) {
            channels.values().forEach(Subscription::cancel);
            channels = null;
        }
        namesByItself().forEach(this::remove);
    }
}
