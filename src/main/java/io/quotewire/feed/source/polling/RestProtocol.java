package io.quotewire.feed.source.polling;

import io.quotewire.feed.source.EventSink;
import java.util.List;

/** What is particular to one exchange's REST interface. Immutable. */
public interface RestProtocol {
    /**
     * Where it is, and how often it may be asked.
     *
     * @return the same every time
     */
    RestTerms terms();

    /**
     * What to ask in one round.
     *
     * @param symbols what is wanted, {@code BASE-QUOTE}
     * @return requests, in order; as few as the exchange allows
     */
    List<RestRequest> requests(List<String> symbols);

    /**
     * Reads the body of an answer with status 200. The numbering of events does not continue a stream's: they carry none.
     *
     * @param request what was asked
     * @param body the answer
     * @param sink takes what is found
     * @throws RestFailure if it is an error, or not in the exchange's form
     */
    void parse(RestRequest request, byte[] body, EventSink sink);
}
