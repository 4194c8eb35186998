package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Problem;
import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void theLauncherFindsTheSection() {
        assertThat(ServiceLoader.load(ConfigSection.class))
                .anyMatch(section -> section.section().name().equals("feed"));
    }

    @Test
    void noSectionMeansNoFeeds() {
        assertThat(FeedOptions.from(null, new Problems()).sources()).isEmpty();
    }

    @Test
    void defaultsAreFilledIn() {
        SourceOptions sim = only("{'sim':{'type':'simulator'}}");

        assertThat(sim.symbols()).hasSize(12).startsWith("BTC-USD");
        assertThat(sim.rate()).isEqualTo(20);
        assertThat(sim.seed()).isEqualTo(1);
        assertThat(sim.source()).isEqualTo("simulated");
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Path file = Files.createFile(folder.resolve("rec.gz"));
        SourceOptions sim = only("{'sim':{'type':'simulator','symbols':3,'rate':0.5,'seed':9007199254740993}}");
        SourceOptions live = only("{'cb':{'type':'coinbase','url':'ws://127.0.0.1:1/','symbols':['A-B'],"
                + "'rest':'https://example.com','silenceSeconds':7}}");
        SourceOptions replay = only("{'replay':{'type':'replay','url':'" + file + "','speed':0.5,'loop':true}}");

        assertThat(sim.symbols()).containsExactly("BTC-USD", "ETH-USD", "SOL-USD");
        assertThat(sim.rate()).isEqualTo(0.5);
        assertThat(sim.seed()).isEqualTo(9007199254740993L);
        assertThat(live.symbols()).containsExactly("A-B");
        assertThat(live.live().silenceSeconds()).isEqualTo(7);
        assertThat(live.source()).isEqualTo("cb");
        assertThat(replay.url()).isEqualTo(file.toString());
        assertThat(replay.speed()).isEqualTo(0.5);
        assertThat(replay.loop()).isTrue();
        assertThat(replay.symbols()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'x':{}} | feed.sources.x.type | is required; allowed: one of simulator, replay",
                "{'x':{'type':'simulater'}} | feed.sources.x.type | found \"simulater\"; allowed: one of simulator",
                "{'x':{'type':'kraken'}} | feed.sources.x.symbols | is required",
                "{'x':{'type':'coincap','symbols':['NEW-USD']}} | feed.sources.x.symbols | found NEW-USD, of which CoinCap's id is not known here",
                "{'x':{'type':'coincap','symbols':['BTC-EUR']}} | feed.sources.x.symbols | found BTC-EUR, of which CoinCap's id is not known here",
                "{'x':{'type':'kraken','symbols':['A-B'],'symbolMap':{'A-B':'C/D','E-F':'C/D'}}} | feed.sources.x.symbolMap | each name once",
                "{'x':{'type':'kraken','symbols':['A-B'],'symbolMap':{'AB':'C/D'}}} | feed.sources.x.symbolMap | allowed: an object of symbols",
                "{'x':{'type':'kraken','symbols':['A-B'],'symbolMap':{'A-B':'C&D'}}} | feed.sources.x.symbolMap | allowed: an object of symbols",
                "{'x':{'type':'kraken','symbols':['A-B'],'apiKey':'k'}} | feed.sources.x.apiKey | found on a feed of type kraken; allowed: only on coincap",
                "{'x':{'type':'simulator','symbolMap':{}}} | feed.sources.x.symbolMap | allowed: only on coinbase, kraken, binance, coincap",
                "{'x':{'type':'bus'}} | feed.sources.x.symbols | is required",
                "{'x':{'type':'simulator','simbols':3}} | feed.sources.x.simbols | did you mean symbols?",
                "{'x':{'type':'simulator','symbols':0}} | feed.sources.x.symbols | found 0; allowed: a list of symbols",
                "{'x':{'type':'simulator','symbols':10001}} | feed.sources.x.symbols | a count from 1 to 10000",
                "{'x':{'type':'simulator','symbols':['btc-usd']}} | feed.sources.x.symbols | allowed: a list of symbols",
                "{'x':{'type':'simulator','symbols':['BTCUSD']}} | feed.sources.x.symbols | allowed: a list of symbols",
                "{'x':{'type':'simulator','symbols':[]}} | feed.sources.x.symbols | found an empty list",
                "{'x':{'type':'simulator','symbols':['A-B','A-B']}} | feed.sources.x.symbols | found A-B twice",
                "{'x':{'type':'simulator','rate':0}} | feed.sources.x.rate | found 0; allowed: a number from 0.001 to 1000000",
                "{'x':{'type':'simulator','rate':1000001}} | feed.sources.x.rate | found 1000001",
                "{'x':{'type':'simulator','rate':'fast'}} | feed.sources.x.rate | found \"fast\"",
                "{'x':{'type':'simulator','seed':1.5}} | feed.sources.x.seed | found 1.5; allowed: an integer",
                "{'x':{'type':'simulator','loop':true}} | feed.sources.x.loop | found on a feed of type simulator; allowed: only on replay",
                "{'x':{'type':'coinbase','symbols':['A-B'],'rate':5}} | feed.sources.x.rate | found on a feed of type coinbase; allowed: only on simulator",
                "{'x':{'type':'coinbase','symbols':['A-B'],'seed':5}} | feed.sources.x.seed | only on simulator",
                "{'x':{'type':'coinbase','symbols':['A-B'],'speed':5}} | feed.sources.x.speed | only on replay",
                "{'x':{'type':'coinbase'}} | feed.sources.x.symbols | is required",
                "{'x':{'type':'coinbase','symbols':5}} | feed.sources.x.symbols | found the count 5; allowed: a list",
                "{'x':{'type':'coinbase','symbols':['A-B'],'url':'http://x/'}} | feed.sources.x.url | allowed: a ws:// or wss:// address",
                "{'x':{'type':'coinbase','symbols':['A-B'],'url':'ws:// x'}} | feed.sources.x.url | allowed: a ws:// or wss:// address",
                "{'x':{'type':'coinbase','symbols':['A-B'],'rest':'x'}} | feed.sources.x.rest | allowed: an http:// or https:// address",
                "{'x':{'type':'replay'}} | feed.sources.x.url | is required; allowed: the file of a recording",
                "{'x':{'type':'replay','url':'/no/such/file.gz'}} | feed.sources.x.url | which is no file that can be read",
                "{'x':{'type':'replay','url':'/no/such','speed':0}} | feed.sources.x.speed | found 0",
                "{'My Feed':{'type':'simulator'}} | feed.sources.My Feed | found the name \"My Feed\"",
                "{'simulated':{'type':'coinbase','symbols':['A-B']}} | feed.sources.simulated | kept for the simulator",
                "{'x':[]} | feed.sources.x | allowed: an object",
                "{'a':{'type':'simulator','symbols':2},'b':{'type':'coinbase','symbols':['ETH-USD']}} | feed.sources.b.symbols | found ETH-USD, which a has",
                "{'a':{'type':'simulator','symbols':2},'b':{'type':'simulator','symbols':1}} | feed.sources.b.symbols | found BTC-USD, which a has",
            })
    void whatIsWrongIsSaidWithItsPath(String sources, String path, String text) {
        Problems problems = read(sources);

        assertThat(problems.list())
                .anySatisfy(problem -> assertThat(problem)
                        .returns(path, Problem::path)
                        .satisfies(found -> assertThat(found.text()).contains(text)));
    }

    @Test
    void anExchangeMayBeToldItsNamesAndItsKeyAndTheKeyIsNotPrinted() {
        SourceOptions live =
                only("{'c':{'type':'coincap','symbols':['BTC-USD','NEW-USD'],'symbolMap':{'NEW-USD':'new-coin'},"
                        + "'apiKey':'a-secret'}}");

        assertThat(Exchanges.symbols(live).product("NEW-USD")).isEqualTo("new-coin");
        assertThat(Exchanges.symbols(live).symbol("new-coin")).isEqualTo("NEW-USD");
        assertThat(Exchanges.symbols(live).product("BTC-USD")).isEqualTo("bitcoin");
        assertThat(live.live().apiKey()).isEqualTo("a-secret");
        assertThat(live.toString()).doesNotContain("a-secret");
    }

    @Test
    void moreThanOneConnectionCarriesIsRefused() {
        JsonArray many = new JsonArray();
        for (int i = 0; i < 342; i++) {
            many.add("C" + i + "-USDT");
        }
        Problems problems =
                read("{'x':{'type':'binance','symbols':" + many.encode().replace('"', '\'') + "}}");

        assertThat(problems.list())
                .extracting(Problem::text)
                .anyMatch(text -> text.contains("found 342 symbols; allowed: 341"));
    }

    @Test
    void allProblemsAreFoundAtOnceAndEachOnce() {
        Problems problems = read("{'a':{'type':'bus'},'b':{'type':'replay'},'c':{'type':'coinbase','rate':1}}");

        assertThat(problems.list())
                .extracting(Problem::path)
                .containsExactly(
                        "feed.sources.a.symbols",
                        "feed.sources.b.url",
                        "feed.sources.c.rate",
                        "feed.sources.c.symbols");
    }

    private static SourceOptions only(String sources) {
        Problems problems = new Problems();
        List<SourceOptions> found = FeedOptions.from(section(sources), problems).sources();
        assertThat(problems.list()).isEmpty();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Problems read(String sources) {
        Problems problems = new Problems();
        FeedOptions.from(section(sources), problems);
        return problems;
    }

    private static JsonObject section(String sources) {
        return new JsonObject("{\"sources\":" + sources.replace('\'', '"') + "}");
    }
}
