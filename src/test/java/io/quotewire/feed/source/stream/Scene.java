package io.quotewire.feed.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.quality.Decimals;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.StateChange;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.binance.BinanceProtocol;
import io.quotewire.feed.source.binance.BinanceSymbols;
import io.quotewire.feed.source.coinbase.CoinbaseProtocol;
import io.quotewire.feed.source.coincap.CoinCapProtocol;
import io.quotewire.feed.source.coincap.CoinCapSymbols;
import io.quotewire.feed.source.kraken.KrakenProtocol;
import io.quotewire.feed.source.kraken.KrakenSymbols;
import io.quotewire.testkit.ManualTime;
import io.quotewire.testkit.exchange.BinanceDialect;
import io.quotewire.testkit.exchange.CoinCapDialect;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.Dialect;
import io.quotewire.testkit.exchange.EmulatedExchange;
import io.quotewire.testkit.exchange.ManualCircuit;
import io.quotewire.testkit.exchange.MemoryNet;
import io.quotewire.testkit.exchange.OwnTimers;
import io.quotewire.testkit.exchange.Trade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One exchange, one stream that listens to it, and a clock that the test drives. No sockets. */
final class Scene {
    static final String SYMBOL = "BTC-USD";

    /** A stated wait, and what the ways take. */
    static final long MARGIN_MS = 500;

    final ManualTime time = new ManualTime();
    final Dialect dialect;
    final EmulatedExchange exchange;
    final MemoryNet net;
    final Tape tape = new Tape();
    final StreamSource source;
    private final OwnTimers streamTimers = new OwnTimers(time);
    private final OwnTimers exchangeTimers = new OwnTimers(time);
    private final Map<String, Integer> expected = new LinkedHashMap<>();
    private int prices;

    /** What the stream reports. */
    final class Tape implements SourceSink {
        final List<StateChange> changes = new ArrayList<>();
        final Map<String, Integer> trades = new LinkedHashMap<>();
        final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
        int badPrices;
        int untrue;
        int restarts;

        @Override
        public void received() {}

        @Override
        public void event(MarketEvent event) {
            if (source.state() != FeedState.CONNECTED) {
                untrue++;
            }
            if (event.kind == MarketEvent.Kind.TRADE) {
                if (Decimals.isPrice(event.price)) {
                    trades.merge(String.valueOf(event.price), 1, Integer::sum);
                } else {
                    badPrices++;
                }
            }
        }

        @Override
        public void skipped(SkipReason reason) {
            skipped.merge(reason, 1, Integer::sum);
        }

        @Override
        public void numberingRestarted() {
            restarts++;
        }

        @Override
        public void stateChanged(StateChange change) {
            changes.add(change);
        }

        int skippedFor(SkipReason reason) {
            return skipped.getOrDefault(reason, 0);
        }

        String reason() {
            return changes.isEmpty() ? "" : changes.get(changes.size() - 1).reason();
        }

        List<FeedState> states() {
            return changes.stream().map(StateChange::to).toList();
        }
    }

    Scene(String exchangeName, String... symbols) {
        dialect = dialect(exchangeName);
        exchange = new EmulatedExchange(dialect, exchangeTimers, 1_000, dialect.subscribeWithinMs());
        ExchangeProtocol protocol = protocol(exchangeName);
        StreamSettings settings = StreamSettings.of(
                exchangeName, "ws://exchange/stream", protocol.terms().silenceMs());
        net = new MemoryNet(time, exchange, settings.connectTimeoutMs());
        source = new StreamSource(
                settings,
                protocol,
                symbols.length == 0 ? List.of(SYMBOL) : List.of(symbols),
                tape,
                new StreamParts(streamTimers, net, new ManualCircuit(time, settings), time::nowMicros, Runnable::run),
                new SplittableRandom(1));
    }

    /** All of them. */
    static List<String> exchanges() {
        return List.of("coinbase", "kraken", "binance", "coincap");
    }

    private static Dialect dialect(String name) {
        return switch (name) {
            case "coinbase" -> new CoinbaseDialect();
            case "kraken" -> new io.quotewire.testkit.exchange.KrakenDialect();
            case "binance" -> new BinanceDialect();
            default -> new CoinCapDialect(true);
        };
    }

    private static ExchangeProtocol protocol(String name) {
        return switch (name) {
            case "coinbase" -> new CoinbaseProtocol(SymbolMap.same(Map.of()));
            case "kraken" -> new KrakenProtocol(KrakenSymbols.map(Map.of()));
            // An alias: Binance has no dollars.
            case "binance" -> new BinanceProtocol(BinanceSymbols.map(Map.of(SYMBOL, "BTCUSD")));
            default -> new CoinCapProtocol(CoinCapSymbols.map(Map.of()), "a-key");
        };
    }

    /** Starts, and sees prices flow. */
    void begin() {
        source.start();
        pass(500);
        flows(5);
        assertThat(source.state()).as(this::story).isEqualTo(FeedState.CONNECTED);
    }

    void pass(long ms) {
        time.pass(ms);
    }

    /** A trade at a price that no other has, which is to be told. */
    Trade trade() {
        String price = nextPrice();
        expected.put(price, dialect.eventsPerTrade());
        return exchange.trade(SYMBOL, price, "buy");
    }

    /** A price that no other trade has. */
    String nextPrice() {
        prices++;
        return "%d.%02d0".formatted(100 + prices / 100, prices % 100);
    }

    /** Trades of which each is told once. */
    void flows(int count) {
        List<Trade> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            told.add(trade());
            pass(50);
        }
        assertThat(told)
                .allSatisfy(trade -> assertThat(tape.trades.getOrDefault(trade.price(), 0))
                        .as(() -> trade + "; " + story())
                        .isEqualTo(dialect.eventsPerTrade()));
    }

    /** Lets time pass until the state is one and its reason begins so, or there is no hope. */
    void until(FeedState state, String reason, long atMostMs) {
        for (long waited = 0; waited <= atMostMs; waited += 10) {
            if (source.state() == state && tape.reason().startsWith(reason)) {
                return;
            }
            pass(10);
        }
        throw new AssertionError("never " + state + " " + reason + ": " + story());
    }

    /** Trades until one is told. */
    void untilFlowing(long atMostMs) {
        for (long waited = 0; waited <= atMostMs; waited += 20) {
            String price = nextPrice();
            exchange.trade(SYMBOL, price, "sell");
            pass(20);
            if (source.state() == FeedState.CONNECTED && tape.trades.containsKey(price)) {
                return;
            }
        }
        throw new AssertionError("no ticks within " + atMostMs + " ms: " + story());
    }

    /** The wait that the state's reason states. */
    long statedWaitMs() {
        String reason = tape.reason();
        return reason.contains("next attempt in ")
                ? Long.parseLong(reason.replaceAll("(?s).*next attempt in (\\d+) ms.*", "$1"))
                : 0;
    }

    /** Nothing twice, nothing said that was not so. */
    void wasTrue() {
        assertThat(tape.trades)
                .as(this::story)
                .allSatisfy(
                        (price, count) -> assertThat(count).as(price).isLessThanOrEqualTo(dialect.eventsPerTrade()));
        assertThat(tape.untrue).as("ticks while not connected: " + story()).isZero();
    }

    /** Stops, and sees that nothing is left. */
    void end() {
        exchange.each(caller -> caller.wire().thaw());
        source.stop();
        pass(2_000);
        assertThat(source.held()).as("timers and sockets").isZero();
        assertThat(streamTimers.timers()).as("timers").isZero();
        assertThat(exchange.open()).as("connections at the exchange").isZero();
        assertThat(source.state()).isEqualTo(FeedState.DISCONNECTED);
    }

    String story() {
        return dialect.title() + " at " + time.nowMs() + " ms, " + exchange.handshakes() + " handshakes, skipped "
                + tape.skipped + ", " + tape.changes;
    }
}
