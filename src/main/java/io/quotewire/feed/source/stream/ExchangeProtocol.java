package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.MessageParser;
import java.util.List;

/** What is particular to one exchange's stream. Immutable. */
public interface ExchangeProtocol {
    /**
     * Reads its messages.
     *
     * @return a new parser, for one connection
     */
    MessageParser parser();

    /**
     * What to send as soon as the connection is open.
     *
     * @return texts, in order
     */
    List<String> greetings();
}
