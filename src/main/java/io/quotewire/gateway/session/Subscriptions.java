package io.quotewire.gateway.session;

import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.PriceLane;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.gateway.subscription.Subscriber;
import io.quotewire.gateway.subscription.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one session is subscribed to: prices, all on one lane, and private channels. Nothing is made before it is needed: most
 * clients want little, and there are many. Confined to the session's event loop.
 */
final class Subscriptions {
    private @Nullable PriceLane prices;
    private @Nullable Map<String, Subscription> channels;

    /** The lane of the prices; null before the first. */
    @Nullable
    PriceLane prices() {
        return prices;
    }

    /** The lane of the prices, made for the first. */
    PriceLane prices(Fanout fanout, Subscriber subscriber) {
        if (prices == null) {
            prices = fanout.lane(subscriber);
        }
        return prices;
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
        return channels == null ? null : channels.get(name);
    }

    void put(String name, Subscription subscription) {
        if (channels == null) {
            channels = new LinkedHashMap<>(2);
        }
        channels.put(name, subscription);
    }

    /** Ends a private channel; false if there is none of this name. */
    boolean remove(String name) {
        Subscription ended = channels == null ? null : channels.remove(name);
        if (ended != null) {
            ended.cancel();
        }
        return ended != null;
    }

    /** The names of all channels. */
    List<String> names(Function<QuoteTopic, String> nameOf) {
        List<String> names = new ArrayList<>();
        if (prices != null) {
            prices.topics().forEach(topic -> names.add(nameOf.apply(topic)));
        }
        if (channels != null) {
            names.addAll(channels.keySet());
        }
        return names;
    }

    /** Ends all. */
    void cancel() {
        if (prices != null) {
            prices.cancel();
        }
        if (channels != null) {
            channels.values().forEach(Subscription::cancel);
            channels = null;
        }
    }
}
