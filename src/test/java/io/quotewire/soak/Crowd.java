package io.quotewire.soak;

import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Clients that stay and clients that come and go, over every transport, on one event loop of their own. Its methods that are
 * public to the package's test may be called on any thread.
 */
final class Crowd implements AutoCloseable {
    /** How many come each second. */
    static final int COMING_PER_SECOND = 50;

    private static final long MIN_STAY_MS = 500;
    private static final int STAY_SPREAD_MS = 6_000;
    private static final int MIND_CHANGES_PER_SECOND = 50;

    private static final long COMING_AGAIN_MS = 1_000;
    private static final long LOOK_MS = 100;
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration EXCUSED = Duration.ofSeconds(30);

    /** What it has seen so far. */
    record Count(
            int sockets,
            int lasting,
            int passing,
            int subscriptions,
            int firehose,
            long came,
            List<String> losses,
            int excused,
            long bytes) {}

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final NetClient closing = vertx.createNetClient();
    private final NetClient resetting = vertx.createNetClient(new NetClientOptions().setSoLinger(0));
    private final Random random = new Random(1);
    private final int port;
    private final List<Guest> lasting = new ArrayList<>();
    private final Set<Guest> passing = new LinkedHashSet<>();
    private boolean churning;
    private boolean dismissed;
    private int sockets;
    private int turn;
    private long came;
    private final List<String> losses = new ArrayList<>();
    private long bytes;
    private int excused;
    private long lookedNanos = System.nanoTime();
    private long excusedUntil = lookedNanos;

    Crowd(int port) {
        this.port = port;
        context.runOnContext(there -> {
            vertx.setPeriodic(1_000 / COMING_PER_SECOND, timer -> {
                if (churning) {
                    come();
                }
            });
            vertx.setPeriodic(LOOK_MS, timer -> lookAtLateness());
            vertx.setPeriodic(1_000 / MIND_CHANGES_PER_SECOND, timer -> {
                if (churning && !lasting.isEmpty()) {
                    lasting.get(random.nextInt(lasting.size())).changeItsMind();
                }
            });
        });
    }

    /** One of each kind in turn comes, to stay. */
    void settle(int number) {
        ask(() -> {
            for (int i = 0; i < number; i++) {
                stay(i);
            }
            return number;
        });
    }

    /** Whether others come and go, and those who stay change their minds. */
    void churn(boolean on) {
        ask(() -> churning = on);
    }

    /** All go. */
    void dismiss() {
        ask(() -> {
            dismissed = true;
            churning = false;
            List.copyOf(lasting).forEach(guest -> guest.leave(Leaving.CLOSE));
            return true;
        });
    }

    Count count() {
        return ask(() -> new Count(
                sockets,
                lasting.size(),
                passing.size(),
                lasting.stream().mapToInt(Guest::subscriptions).sum(),
                (int) lasting.stream()
                        .filter(guest -> guest.kind() == Kind.PRICES)
                        .count(),
                came,
                List.copyOf(losses),
                excused,
                bytes));
    }

    int port() {
        return port;
    }

    NetClient client(boolean resets) {
        return resets ? resetting : closing;
    }

    void opened() {
        sockets++;
    }

    void closed() {
        sockets--;
    }

    void received(int more) {
        bytes += more;
    }

    /**
     * A guest has no connection any more. One that was to stay comes again, as people do; that it had to is a loss, unless
     * these clients themselves were held up: SockJS waits five seconds for the next request.
     *
     * @param lost empty if it has left; otherwise what it was and heard last
     */
    void gone(Guest guest, String lost) {
        passing.remove(guest);
        boolean stayed = lasting.remove(guest);
        if (lost.isEmpty() || dismissed) {
            return;
        }
        if (System.nanoTime() < excusedUntil) {
            excused++;
        } else {
            losses.add(lost);
            System.out.println("soak, lost: " + lost);
        }
        if (stayed) {
            vertx.setTimer(COMING_AGAIN_MS, timer -> stay(guest.kind().ordinal()));
        }
    }

    private void stay(int number) {
        if (!dismissed) {
            Guest guest = guest(number, Leaving.CLOSE);
            lasting.add(guest);
            guest.begin();
        }
    }

    /** Whether this event loop was late, so that clients could not do what they should. */
    private void lookAtLateness() {
        long now = System.nanoTime();
        if (now - lookedNanos > LATE.toNanos()) {
            excusedUntil = now + EXCUSED.toNanos();
        }
        lookedNanos = now;
    }

    @Override
    public void close() {
        ask(() -> dismissed = true);
        vertx.close().await();
    }

    private void come() {
        came++;
        Leaving way = Leaving.values()[turn % Leaving.values().length];
        Guest guest = guest(turn++, way);
        passing.add(guest);
        guest.begin();
        vertx.setTimer(MIN_STAY_MS + random.nextInt(STAY_SPREAD_MS), timer -> guest.leave(way));
    }

    private Guest guest(int number, Leaving way) {
        Kind kind = Kind.values()[number % Kind.values().length];
        boolean resets = way == Leaving.RESET;
        String token = GatewayHarness.token("user" + number % 1_000, "TRADER");
        boolean deflate = kind == Kind.DEFLATED || (kind == Kind.PRICES && number % 2 == 0);
        return kind.isWebSocket()
                ? new SocketGuest(this, kind, resets, token, deflate)
                : new RequestGuest(this, kind, resets, token);
    }

    private <T> T ask(Supplier<T> question) {
        return Future.<T>future(answer -> context.runOnContext(there -> answer.complete(question.get())))
                .await();
    }
}
