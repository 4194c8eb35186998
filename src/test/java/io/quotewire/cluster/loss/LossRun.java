package io.quotewire.cluster.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.cluster.loss.LossDevice.Handled;
import io.quotewire.cluster.loss.LossDevice.Memory;
import io.quotewire.kit.resilience.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A hundred users with two devices each, and those who publish to them, while things break. At the end every device has handled
 * every notification that was acknowledged to its publisher, once and in order.
 */
final class LossRun implements AutoCloseable {
    private static final int USERS = 100;
    private static final int PER_SECOND = 200;
    private static final int CUT = 10;
    private static final Duration AWAY = Duration.ofSeconds(3);

    private final long startedAt = System.nanoTime();
    private final Loop loop = new Loop();
    private final Random random;
    private final String title;
    private final LossNodes nodes;
    private final List<LossDevice> devices = new ArrayList<>();
    private final Publishers publishers;
    private final PriceWatch prices;
    private int kills;

    /** Begins: everybody connects, and notifications come. */
    LossRun(String store, long seed, LossNodes nodes) {
        title = "loss test, " + store + ", -Dquotewire.loss.seed=" + seed;
        this.nodes = nodes;
        random = new Random(seed);
        System.out.println(title);
        Random ofClients = new Random(random.nextLong());
        Supplier<String> gateways =
                () -> nodes.gateways().get(ofClients.nextInt(nodes.gateways().size()));
        Supplier<Backoff> backoff = () -> new Backoff(50, 500, ofClients);
        List<String> users = IntStream.range(0, USERS).mapToObj(i -> "user" + i).toList();
        for (String user : users) {
            devices.add(new LossDevice(loop, gateways, user, "phone", Memory.ACKNOWLEDGED, backoff));
            devices.add(new LossDevice(loop, gateways, user, "desk", Memory.SINCE, backoff));
        }
        publishers = new Publishers(loop, gateways, users, backoff);
        prices = new PriceWatch(loop, gateways, backoff.get());
        loop.run(() -> {
            devices.forEach(device -> device.socket().open());
            prices.socket().open();
            publishers.start(PER_SECOND);
        });
        awaitGoingWell();
    }

    Random random() {
        return random;
    }

    /** Kills a node while all this goes on; ready again at the end. */
    void kill(String node) throws Exception {
        kills++;
        nodes.killAndRestart(node);
    }

    /** Everybody is connected, what is published is acknowledged and delivered, and prices come. */
    void awaitGoingWell() {
        await().until(() -> loop.ask(
                () -> devices.stream().allMatch(device -> device.socket().isOpen())
                        && prices.socket().isOpen()));
        int acknowledged = loop.ask(() -> publishers.figures().acknowledged());
        int updates = loop.ask(prices::updates);
        await().until(() -> loop.ask(() ->
                publishers.figures().acknowledged() > acknowledged + PER_SECOND / 2 && prices.updates() > updates + 2));
    }

    /**
     * Takes the store away for some seconds: publications are refused, some devices go and come back, and nothing else that is
     * connected notices.
     */
    void withoutStore(Runnable away, Runnable back) {
        awaitGoingWell();
        int lost = loop.ask(this::losses);
        int refused = loop.ask(() -> publishers.figures().refused());
        int updates = loop.ask(prices::updates);
        List<LossDevice> leaving = IntStream.range(0, CUT)
                .mapToObj(i -> devices.get(random.nextInt(devices.size())))
                .toList();

        away.run();
        loop.run(() -> leaving.forEach(device -> device.socket().cut()));
        await().pollDelay(AWAY)
                .until(() -> loop.ask(
                        () -> publishers.figures().refused() > refused + PER_SECOND && prices.updates() > updates + 2));
        assertThat(loop.ask(this::losses))
                .as("connections lost without a store")
                .isEqualTo(lost);
        back.run();
    }

    /** Nothing new is published; when all that was is everywhere, compares. */
    void endAndCompare() {
        awaitGoingWell();
        loop.run(publishers::end);
        await().until(() -> loop.ask(() ->
                publishers.figures().acknowledged() == publishers.figures().published()));
        try {
            await().until(() -> loop.ask(() -> devices.stream().allMatch(this::hasAll)));
        } finally {
            report();
        }
        assertThat(loop.failures()).isEmpty();
        assertThat(loop.ask(() -> List.copyOf(publishers.odd()))).isEmpty();
        assertThat(loop.ask(() -> publishers.figures().forgotten()))
                .as("requests without an answer")
                .isZero();
        for (LossDevice device : devices) {
            List<Handled> stored = loop.ask(() -> stored(device));
            assertThat(loop.ask(() -> List.copyOf(device.handled())))
                    .as("%s", device)
                    .isEqualTo(stored);
            assertThat(stored.get(stored.size() - 1).seq())
                    .as("numbering of %s", device)
                    .isEqualTo(stored.size());
        }
        assertThat(nodes.defects()).isEmpty();
    }

    @Override
    public void close() {
        loop.close();
    }

    private boolean hasAll(LossDevice device) {
        return device.handled().size() >= publishers.kept(device.user()).size();
    }

    private List<Handled> stored(LossDevice device) {
        return publishers.kept(device.user()).entrySet().stream()
                .map(one -> new Handled(one.getKey(), one.getValue()))
                .toList();
    }

    private int losses() {
        return prices.socket().losses()
                + devices.stream().mapToInt(device -> device.socket().losses()).sum();
    }

    private void report() {
        System.out.println(loop.ask(this::figures));
    }

    private String figures() {
        Publishers.Figures figures = publishers.figures();
        List<Long> refusalsMs = publishers.refusalsMs();
        Map<String, Integer> unrecovered = new TreeMap<>();
        int delivered = 0;
        int duplicates = 0;
        int lost = 0;
        for (LossDevice device : devices) {
            delivered += device.handled().size();
            duplicates += device.duplicates();
            device.unrecovered().forEach((reason, count) -> unrecovered.merge(reason, count, Integer::sum));
            Set<Handled> missing = new HashSet<>(stored(device));
            device.handled().forEach(missing::remove);
            lost += missing.size();
        }
        return ("%s: published %d, acknowledged %d, refused %d (half of them within %d ms, all within %d ms), broken off %d, delivered %d to %d"
                        + " devices, duplicates on the wire %d, lost = %d; kills %d, connections lost %d, not recovered %s,"
                        + " prices %d, %d s")
                .formatted(
                        title,
                        figures.published(),
                        figures.acknowledged(),
                        figures.refused(),
                        refusalsMs.isEmpty() ? 0 : refusalsMs.get(refusalsMs.size() / 2),
                        refusalsMs.isEmpty() ? 0 : refusalsMs.get(refusalsMs.size() - 1),
                        figures.broken(),
                        delivered,
                        devices.size(),
                        duplicates,
                        lost,
                        kills,
                        losses(),
                        unrecovered,
                        prices.updates(),
                        (System.nanoTime() - startedAt) / 1_000_000_000);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2));
    }
}
