package io.quotewire.soak;

import java.util.List;

/** The ways in that the crowd uses, and what each asks for there. */
enum Kind {
    PLAIN("/ws", List.of("BTC-USD", "ETH-USD", "SOL-USD"), 0),
    DEFLATED("/ws", List.of("BTC-USD", "XRP-USD", "ADA-USD"), 0),
    PRICES("/ws/prices", List.of(), 0),
    SOCKJS_WEBSOCKET("/websocket", List.of("BTC-EUR", "ETH-EUR"), 0),
    /** A response ends after 128 KiB, so this one asks for much. */
    XHR_STREAMING("/xhr_streaming", Symbols.ALL, 0),
    /** Each message is a request of its own, so this one asks for little. */
    XHR("/xhr", List.of("BTC-USD", "DOGE-USD"), 1),
    EVENTSOURCE("/eventsource", Symbols.ALL, 0);

    private final String path;
    private final List<String> symbols;
    private final int maxRate;

    Kind(String path, List<String> symbols, int maxRate) {
        this.path = path;
        this.symbols = symbols;
        this.maxRate = maxRate;
    }

    String path() {
        return path;
    }

    List<String> symbols() {
        return symbols;
    }

    /** Updates a second for each symbol; 0 = all. */
    int maxRate() {
        return maxRate;
    }

    boolean isWebSocket() {
        return ordinal() <= SOCKJS_WEBSOCKET.ordinal();
    }

    boolean isSockJs() {
        return ordinal() >= SOCKJS_WEBSOCKET.ordinal();
    }

    /** What the default file's simulator plays. */
    private static final class Symbols {
        private static final List<String> ALL =
                List.of("BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD", "ADA-USD", "DOGE-USD", "BTC-EUR", "ETH-EUR");
    }
}
