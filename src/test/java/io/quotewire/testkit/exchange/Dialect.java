package io.quotewire.testkit.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is particular to one exchange: its words. Without state of its own, but for what its {@link Caller}s hold. */
public interface Dialect {
    /** The exchange's name, for test names. */
    String title();

    /** How the exchange calls a symbol. */
    String product(String symbol);

    /** With which status a handshake is refused; 0 if it is accepted. */
    default int admission(String uri, Map<String, String> headers) {
        return 0;
    }

    /** A client has connected; its address may subscribe. */
    void connected(Caller caller, String uri);

    /** A client has sent a message. */
    void message(Caller caller, String text);

    /** Every second: heartbeats, pings. */
    default void beat(Caller caller) {}

    /** The messages that tell of a trade, to a client that has subscribed to its product. */
    List<String> trade(Trade trade);

    /** The message of {@link #trade} that numbers it, or the only one, with another price. */
    String tradeWithPrice(Trade trade, String price);

    /** How many events of a trade's price a client sees. */
    default int eventsPerTrade() {
        return trade(new Trade("BTC-USD", product("BTC-USD"), "1", "1", "buy", 1))
                .size();
    }

    /** The longest that a client which subscribes nothing may stay, milliseconds; 0 for ever. */
    default long subscribeWithinMs() {
        return 0;
    }

    /** How many messages, pings and pongs a client may send in a second; 0 for as many as it likes. */
    default int messagesPerSecond() {
        return 0;
    }

    /** After so long a connection is cut, milliseconds; 0 for never. */
    default long lifeMs() {
        return 0;
    }

    /** The body of a REST answer to a GET; empty if the path is not known. */
    Optional<RestReply> rest(String uri, Map<String, Trade> newest);

    /** What this exchange says to a request that came too often. */
    default RestReply tooOften(int retryAfterSeconds) {
        return RestReply.of(429, "{\"message\":\"Too many requests\"}").with("Retry-After", "" + retryAfterSeconds);
    }
}
