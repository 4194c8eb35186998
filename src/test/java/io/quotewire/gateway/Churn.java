package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A thousand clients among whom somebody leaves and somebody joins all the time, each in its own way, while prices flow. All
 * clients are on one event loop; public to the package's tests is what is called on theirs.
 */
final class Churn implements AutoCloseable {
    private static final int CLIENTS = 1_000;
    private static final int TURNS_PER_SECOND = 10;
    private static final int A_TURN = 5;
    private static final int TURNS_A_ROUND = 3;
    private static final int FEED_STATUS_MS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> SYMBOLS =
            IntStream.range(0, 10).mapToObj(i -> "S" + i + "-USD").toList();

    private final GatewayHarness gateway = new GatewayHarness(
            new JsonObject(
                    "{\"eventLoops\":2,\"limits\":"
                            + "{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"handshakesPerSecondPerIp\":0,\"heartbeatSeconds\":4}}"));
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final NetClient closing = vertx.createNetClient();
    private final NetClient resetting = vertx.createNetClient(new NetClientOptions().setSoLinger(0));
    private final Random random = new Random(7);
    private final List<ChurnGuest> here = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private int came;
    private int turns;
    private long round;
    private long updates;
    private long merged;

    /** Has them come and go for so long, and says what was seen. */
    void run(int seconds) {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.ADVANCED);
        try {
            String[] symbols = SYMBOLS.toArray(String[]::new);
            gateway.feed(symbols);
            vertx.setPeriodic(FEED_STATUS_MS, timer -> gateway.feedIsAlive(symbols));
            price();
            JsonObject before = gateway.figures();
            settle();
            churn(seconds);
            everybodyIsUpToDate();
            long atTheEnd = ask(() -> round);
            ask(() -> {
                while (!here.isEmpty()) {
                    leave();
                }
                return here.size();
            });
            gateway.awaitFigures(before);
            nothingIsWrong();
            System.out.printf(
                    "churn: %d s, %d stayed at a time, %d came in all, %d rounds of %d symbols, %d updates, %d more merged%n",
                    seconds, CLIENTS, came, atTheEnd, SYMBOLS.size(), updates, merged);
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private void settle() {
        for (int wave = 0; wave < CLIENTS / 100; wave++) {
            ask(() -> {
                for (int i = 0; i < 100; i++) {
                    join();
                }
                return came;
            });
            await(() -> here.stream().allMatch(ChurnGuest::isConfirmed));
        }
    }

    private void churn(int seconds) {
        int last = seconds * TURNS_PER_SECOND;
        context.runOnContext(there -> vertx.setPeriodic(1_000 / TURNS_PER_SECOND, timer -> {
            for (int i = 0; i < A_TURN; i++) {
                leave();
                join();
            }
            if (turns++ % TURNS_A_ROUND == 0) {
                price();
            }
            if (turns == last) {
                vertx.cancelTimer(timer);
            }
        }));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(PATIENCE.plusSeconds(2L * seconds))
                .until(() -> ask(() -> turns == last || isWrong()));
        nothingIsWrong();
    }

    private void everybodyIsUpToDate() {
        await(() -> here.stream().allMatch(ChurnGuest::isConfirmed));
        for (int i = 0; i < 3; i++) {
            ask(() -> {
                price();
                return round;
            });
        }
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask(this::behind))
                        .as("clients without the last price")
                        .isEmpty());
        int subscriptions =
                ask(() -> here.stream().mapToInt(ChurnGuest::subscriptions).sum());
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonObject figures = gateway.figures();
            assertThat(figures.getInteger("connections")).isEqualTo(CLIENTS);
            assertThat(figures.getInteger("sessions")).isEqualTo(CLIENTS);
            assertThat(figures.getInteger("subscriptions")).isEqualTo(subscriptions);
            assertThat(figures.getInteger("waiting")).isZero();
        });
    }

    private List<String> behind() {
        return here.stream()
                .filter(guest -> !guest.isUpTo(round))
                .map(ChurnGuest::toString)
                .toList();
    }

    private void price() {
        gateway.round(++round, SYMBOLS);
    }

    private void join() {
        int number = came++;
        ChurnGuest guest = new ChurnGuest(number, wish(number), complaints::add);
        here.add(guest);
        guest.come(guest.way() == ChurnGuest.Way.RESET ? resetting : closing, gateway.port());
    }

    private void leave() {
        ChurnGuest guest = here.remove(random.nextInt(here.size()));
        updates += guest.updates();
        merged += guest.merged();
        guest.leave();
    }

    /** Half of them want what many want, the others some of it in an order of their own. */
    private List<String> wish(int number) {
        int size = number % 4 < 2 ? SYMBOLS.size() : 1 + random.nextInt(4);
        int first = number % 4 < 2 ? 0 : random.nextInt(SYMBOLS.size());
        return IntStream.range(first, first + size)
                .mapToObj(i -> SYMBOLS.get(i % SYMBOLS.size()))
                .toList();
    }

    private void await(Supplier<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .atMost(PATIENCE)
                .until(() -> ask(() -> condition.get() || isWrong()));
        nothingIsWrong();
    }

    private boolean isWrong() {
        return !complaints.isEmpty() || !gateway.complaints().isEmpty();
    }

    private void nothingIsWrong() {
        assertThat(ask(() -> List.copyOf(complaints))).isEmpty();
        assertThat(gateway.complaints()).isEmpty();
    }

    private <T> T ask(Supplier<T> question) {
        return Future.<T>future(answer -> context.runOnContext(there -> answer.complete(question.get())))
                .await();
    }

    @Override
    public void close() {
        vertx.close().await();
        gateway.close();
    }
}
