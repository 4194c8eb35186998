package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FeedUnitsTest {
    private final Map<String, List<String>> feeds = new LinkedHashMap<>();
    private final JsonObject arbitration = new JsonObject().put("*", new JsonObject().put("rule", "fastest"));

    private void feed(String name, String... symbols) {
        feeds.put(name, List.of(symbols));
    }

    private Map<String, List<String>> units() {
        return units(List.copyOf(feeds.keySet()));
    }

    /** The units of the feeds, configured in some order, by the names of their feeds. */
    private Map<String, List<String>> units(List<String> order) {
        JsonObject sources = new JsonObject();
        order.forEach(name -> sources.put(
                name, new JsonObject().put("type", "coinbase").put("symbols", new JsonArray(feeds.get(name)))));
        Problems problems = new Problems();
        FeedOptions options =
                FeedOptions.from(new JsonObject().put("sources", sources).put("arbitration", arbitration), problems);
        problems.throwIfAny();
        Map<String, List<String>> named = new LinkedHashMap<>();
        FeedUnits.of(options.sources(), options.arbitrations())
                .forEach((name, unit) ->
                        named.put(name, unit.stream().map(SourceOptions::name).toList()));
        return named;
    }

    @Test
    void feedsWithoutACommonSymbolRunApart() {
        feed("b", "A-B");
        feed("a", "C-D", "E-F");

        assertThat(units()).isEqualTo(Map.of("a", List.of("a"), "b", List.of("b")));
        assertThat(units().keySet()).containsExactly("a", "b");
    }

    @Test
    void feedsOfOneSymbolRunTogetherAlsoByWayOfAThird() {
        feed("z", "A-B");
        feed("y", "C-D");
        feed("x", "E-F");
        feed("w", "C-D", "A-B");

        assertThat(units()).isEqualTo(Map.of("w+y+z", List.of("z", "y", "w"), "x", List.of("x")));
    }

    @Test
    void anAliasIsTheSymbolThatItStandsFor() {
        feed("a", "BTC-USD");
        feed("b", "BTC-USDT");
        feed("c", "ETH-USDT");
        assertThat(units()).hasSize(3);
        arbitration.put(
                "BTC-USD", new JsonObject().put("rule", "fastest").put("aliases", new JsonArray().add("BTC-USDT")));

        assertThat(units()).isEqualTo(Map.of("a+b", List.of("a", "b"), "c", List.of("c")));
    }

    @Test
    void withinAUnitTheOrderIsThatOfTheConfiguration() {
        feed("first", "A-B");
        feed("second", "C-D");
        feed("third", "A-B");
        feed("fourth", "C-D", "A-B");

        assertThat(units().values()).containsExactly(List.of("first", "second", "third", "fourth"));
    }

    @Test
    void namesAreTheSameWhateverTheOrderOfTheConfiguration() {
        for (int i = 0; i < 8; i++) {
            feed("f" + i, "OWN" + i + "-USD", "COMMON" + i / 3 + "-USD");
        }
        List<String> order = new ArrayList<>(feeds.keySet());
        for (int run = 0; run < 20; run++) {
            Collections.shuffle(order, new Random(run));

            assertThat(units(order).keySet()).containsExactly("f0+f1+f2", "f3+f4+f5", "f6+f7");
        }
    }

    @Test
    void withoutFeedsThereAreNone() {
        assertThat(units()).isEmpty();
    }
}
