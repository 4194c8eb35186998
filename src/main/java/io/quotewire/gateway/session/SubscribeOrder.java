package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.subscription.Mode;
import io.quotewire.gateway.subscription.Terms;
import java.util.LinkedHashSet;
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
    /** Reads a request. */
    static SubscribeOrder of(@Nullable Object id, Arguments arguments) {
        Set<String> channels = channels(arguments);
        Double maxRate = arguments.get(Argument.MAX_RATE);
        Mode mode = "all".equals(arguments.get(Argument.MODE)) ? Mode.ALL : Mode.LATEST;
        Map<String, Position> since = arguments.get(Argument.SINCE);
        return new SubscribeOrder(
                id,
                channels,
                Terms.of(mode, maxRate == null ? 0 : maxRate),
                arguments.get(Argument.BATCH),
                since == null ? Map.of() : since);
    }

    /** What a handshake asks for. */
    static SubscribeOrder of(Wishes wishes) {
        return new SubscribeOrder(null, wishes.channels(), Terms.USUAL, null, wishes.since());
    }

    /** How far they have come in a channel, by whichever of its names; null if they do not say. */
    @Nullable
    Position since(Wanted wanted) {
        Position position = since.get(wanted.channel().text());
        return position == null ? since.get(wanted.asked()) : position;
    }

    /** The channels that are asked for by {@code symbols} and {@code channels}. */
    static Set<String> channels(Arguments arguments) {
        Set<String> symbols = arguments.get(Argument.SYMBOLS);
        Set<String> channels = arguments.get(Argument.CHANNELS);
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
