package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.subscription.Mode;
import io.quotewire.gateway.subscription.Terms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be subscribed to, and how. Immutable.
 *
 * @param id the request's, echoed in every reply
 * @param channels which, in the order asked for
 * @param terms how prices are to come
 * @param batch whether price messages that go out together are to come as one; null where nothing is said about it
 * @param since positions to recover from, by channel
 */
record SubscribeOrder(
        @Nullable Object id,
        Set<String> channels,
        Terms terms,
        @Nullable Boolean batch,
        Map<String, Position> since) {
    private static final double MIN_RATE = 0.1;
    private static final double MAX_RATE = 100;

    /** Reads a request. */
    static SubscribeOrder of(@Nullable Object id, Arguments arguments) {
        Set<String> channels = channels(arguments);
        Double maxRate = arguments.numberOrNull("maxRate", MIN_RATE, MAX_RATE);
        Mode mode = arguments.choice("mode", List.of("latest", "all"), "latest").equals("all") ? Mode.ALL : Mode.LATEST;
        return new SubscribeOrder(
                id,
                channels,
                Terms.of(mode, maxRate == null ? 0 : maxRate),
                arguments.flagOrNull("batch"),
                arguments.positions("since"));
    }

    /** What a handshake asks for. */
    static SubscribeOrder of(Wishes wishes) {
        return new SubscribeOrder(null, wishes.channels(), Terms.USUAL, null, wishes.since());
    }

    /** The channels that are asked for by {@code symbols} and {@code channels}. */
    static Set<String> channels(Arguments arguments) {
        Set<String> symbols = arguments.textsOrNull("symbols");
        Set<String> channels = arguments.textsOrNull("channels");
        if (symbols == null && channels == null) {
            throw Refusal.badField("symbols", "is required, a list of strings, or channels");
        }
        Set<String> all = new LinkedHashSet<>();
        if (symbols != null) {
            symbols.forEach(symbol -> all.add(ChannelName.prices(symbol).text()));
        }
        if (channels != null) {
            all.addAll(channels);
        }
        return all;
    }
}
