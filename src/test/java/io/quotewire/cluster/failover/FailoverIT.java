package io.quotewire.cluster.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that could each run one feed: what clients see when the one that does is killed, hangs, or is stopped. */
class FailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    private Path dir;

    private final Map<String, NodeProcess> nodes = new TreeMap<>();
    private final Map<String, TradeWatch> watches = new HashMap<>();
    private NumberedExchange exchange;
    private Path cluster;

    @BeforeEach
    void start() throws Exception {
        exchange = new NumberedExchange();
        cluster = OwnCluster.file(dir);
        for (String name : NAMES) {
            startNode(name);
        }
    }

    @AfterEach
    void end() throws Exception {
        watches.values().forEach(TradeWatch::close);
        for (NodeProcess node : nodes.values()) {
            node.process().destroyForcibly().waitFor();
        }
        exchange.close();
    }

    private void startNode(String name) throws IOException {
        NodeProcess node = NodeProcess.run(
                dir.resolve(name),
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                "feed,gateway",
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET,
                "--config",
                configuration(name).toString());
        nodes.put(name, node.awaitReady());
        watches.put(name, new TradeWatch(node));
        await().atMost(PATIENCE).until(() -> watches.get(name).count() > 20);
    }

    /** The usual file with one feed, whose address tells the exchange who comes. */
    private Path configuration(String name) throws IOException {
        Path given = Path.of(System.getProperty("quotewire.basedir", "."), "verticles.json");
        JsonObject source = new JsonObject()
                .put("type", "coinbase")
                .put("url", exchange.url(name))
                .put("symbols", new JsonArray().add(NumberedExchange.SYMBOL));
        JsonObject json = new JsonObject(Files.readString(given))
                .put("feed", new JsonObject().put("sources", new JsonObject().put("cb", source)));
        return Files.writeString(dir.resolve(name + ".json"), json.encodePrettily());
    }

    /** The one node that is connected to the exchange. */
    private String ingester() {
        return await().atMost(PATIENCE)
                .until(exchange::subscribers, there -> there.size() == 1)
                .get(0);
    }

    private Map<String, TradeWatch> watchesWithout(String node) {
        Map<String, TradeWatch> others = new TreeMap<>(watches);
        others.remove(node);
        return others;
    }

    private void awaitTradesAfter(long number, Map<String, TradeWatch> of) {
        await().atMost(PATIENCE).until(() -> of.values().stream().allMatch(watch -> watch.last() > number + 25));
    }

    private void nothingIsWrong() {
        watches.forEach((name, watch) ->
                assertThat(watch.wrong()).as("client of " + name).isEmpty());
    }

    private void signal(String name, String signal) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        String.valueOf(nodes.get(name).process().pid()))
                .start()
                .waitFor();
    }

    @Test
    void anIngesterThatIsKilledIsFollowedByAnotherSoonAndNothingIsShownTwice() throws Exception {
        int rounds = Boolean.getBoolean("quotewire.long") ? 20 : 3;
        List<Long> pausesMs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String killed = ingester();
            Map<String, TradeWatch> others = watchesWithout(killed);
            long since = System.nanoTime();
            nodes.get(killed).process().destroyForcibly().waitFor();
            watches.remove(killed).close();
            long number = exchange.number();
            await().atMost(PATIENCE).until(() -> others.values().stream().allMatch(watch -> watch.last() > number));
            awaitTradesAfter(exchange.number(), others);
            others.values().forEach(watch -> pausesMs.add(watch.longestPauseMs(since)));
            assertThat(ingester()).isNotEqualTo(killed);
            nothingIsWrong();
            startNode(killed);
        }
        List<Long> sorted = pausesMs.stream().sorted().toList();
        System.out.printf(
                "failover: %d kills, time without ticks p50 %d ms, max %d ms%n",
                rounds, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        nothingIsWrong();
    }

    @Test
    void anIngesterThatHangsIsReplacedAndWhatItSaysWhenItWakesIsNotShown() throws Exception {
        String zombie = ingester();
        Map<String, TradeWatch> others = watchesWithout(zombie);
        long since = System.nanoTime();
        signal(zombie, "STOP");
        await().atMost(PATIENCE).until(() -> exchange.subscribers().size() == 2);
        awaitTradesAfter(exchange.number(), others);
        System.out.printf(
                "failover: a hanging ingester, time without ticks %d ms%n",
                others.values().stream()
                        .mapToLong(watch -> watch.longestPauseMs(since))
                        .max()
                        .orElseThrow());
        signal(zombie, "CONT");
        await().atMost(PATIENCE)
                .until(() -> exchange.subscribers().size() == 1
                        && !exchange.subscribers().contains(zombie));
        awaitTradesAfter(exchange.number(), others);

        others.forEach((name, watch) ->
                assertThat(watch.wrong()).as("client of " + name).isEmpty());
    }

    @Test
    void anIngesterThatIsStoppedHandsOverWithoutALostTrade() throws Exception {
        String stopped = ingester();
        Map<String, TradeWatch> others = watchesWithout(stopped);
        long number = others.values().stream().mapToLong(TradeWatch::last).min().orElseThrow();
        nodes.get(stopped).process().destroy();
        nodes.get(stopped).awaitExit();
        watches.remove(stopped).close();
        awaitTradesAfter(exchange.number(), others);

        nothingIsWrong();
        others.forEach((name, watch) ->
                assertThat(watch.missingAfter(number)).as("client of " + name).isEmpty());
        assertThat(Set.copyOf(exchange.subscribers())).hasSize(1).doesNotContain(stopped);
    }
}
