package io.quotewire.feed.source;

import io.quotewire.feed.source.binance.BinanceParser;
import io.quotewire.feed.source.coinbase.CoinbaseParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What exchanges send. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParserBenchmark implements EventSink {
    private final byte[] coinbaseTicker = utf8("""
                    {"type":"ticker","sequence":37475248783,"product_id":"ETH-USD","price":"1285.22","open_24h":"1310.79",\
                    "volume_24h":"245532.79269678","low_24h":"1280.52","high_24h":"1313.8","volume_30d":"9788783.60117027",\
                    "best_bid":"1285.04","best_bid_size":"0.46688654","best_ask":"1285.27","best_ask_size":"1.56637040",\
                    "side":"buy","time":"2022-10-19T23:28:22.061769Z","trade_id":370843401,"last_size":"11.4396987"}""");
    private final byte[] coinbaseMatch = utf8("""
                    {"type":"match","trade_id":10,"sequence":50,"maker_order_id":"ac928c66-ca53-498f-9c13-a110027a60e8",\
                    "taker_order_id":"132fb6ae-456b-4654-b4e0-d681ac05cea1","time":"2014-11-07T08:19:27.028459Z",\
                    "product_id":"BTC-USD","size":"5.23512","price":"400.23","side":"sell"}""");
    private final byte[] binanceTrade = utf8("""
                    {"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001","q":"100","T":1672515782136,"m":true,"M":true}""");
    private final byte[] binanceTicker = utf8("""
                    {"e":"24hrTicker","E":1672515782136,"s":"BNBBTC","p":"0.0015","P":"250.00","w":"0.0018","x":"0.0009",\
                    "c":"0.0025","Q":"10","b":"0.0024","B":"10","a":"0.0026","A":"100","o":"0.0010","h":"0.0025","l":"0.0010",\
                    "v":"10000","q":"18","O":0,"C":86400000,"F":0,"L":18150,"n":18151}""");

    private final MessageParser coinbase = new CoinbaseParser();
    private final MessageParser binance = new BinanceParser();
    private @Nullable MarketEvent last;

    /** Coinbase, {@code ticker}. */
    @Benchmark
    public @Nullable MarketEvent coinbaseTicker() {
        return read(coinbase, coinbaseTicker);
    }

    /** Coinbase, {@code match}. */
    @Benchmark
    public @Nullable MarketEvent coinbaseMatch() {
        return read(coinbase, coinbaseMatch);
    }

    /** Binance, {@code trade}. */
    @Benchmark
    public @Nullable MarketEvent binanceTrade() {
        return read(binance, binanceTrade);
    }

    /** Binance, {@code 24hrTicker}. */
    @Benchmark
    public @Nullable MarketEvent binanceTicker() {
        return read(binance, binanceTicker);
    }

    @Override
    public void event(MarketEvent event) {
        last = event;
    }

    @Override
    public void skipped(SkipReason reason) {
        throw new IllegalStateException(reason.text());
    }

    private @Nullable MarketEvent read(MessageParser parser, byte[] message) {
        parser.parse(message, this);
        return last;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
