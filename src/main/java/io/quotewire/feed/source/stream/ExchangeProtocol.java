package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.MessageParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to one exchange's stream; all else is {@link StreamSource}'s. Symbols are ours, {@code BASE-QUOTE}.
 * Confined to the event loop of its source.
 */
public interface ExchangeProtocol {
    /**
     * Reads its messages.
     *
     * @return a new parser, for one connection
     */
    MessageParser parser();

    /**
     * What it asks for and what it gives.
     *
     * @return the same every time
     */
    ExchangeTerms terms();

    /**
     * Where to connect for some symbols.
     *
     * @param base the configured address
     * @param symbols what will be subscribed
     * @return the address, which may carry the subscription
     */
    default StreamAddress address(String base, List<String> symbols) {
        return StreamAddress.of(base);
    }

    /**
     * What to send as soon as the connection is open.
     *
     * @param symbols those the address was made for
     * @return texts, in order
     */
    default List<String> greetings(List<String> symbols) {
        return subscribe(symbols);
    }

    /**
     * How to ask for more symbols on an open connection.
     *
     * @param symbols at least one
     * @return texts, in order; none if only a new connection can
     */
    List<String> subscribe(List<String> symbols);

    /**
     * How to give symbols back on an open connection.
     *
     * @param symbols at least one
     * @return texts, in order; none if only a new connection can
     */
    List<String> unsubscribe(List<String> symbols);

    /**
     * A message that the exchange answers, to see whether the connection lives.
     *
     * @param number of the question
     * @return the text; null where a WebSocket ping does
     */
    default @Nullable String ping(long number) {
        return null;
    }
}
