package io.quotewire.cluster.loss;

import io.quotewire.kit.resilience.Backoff;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who have notifications: so many a second, to one user after the other, each over any node and with a key of its own, again
 * and again until it is told that it is stored. Confined to the loop.
 */
final class Publishers {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Longer than anything in the product waits: a request that lasts so long was forgotten. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MAX_IN_FLIGHT = 64;
    private static final long PERIOD_MS = 50;

    private final Loop loop;
    private final Supplier<String> gateways;
    private final List<String> users;
    private final Supplier<Backoff> backoff;
    private final String token = GatewayHarness.token("publisher", "ADMIN");
    private final Deque<Publication> waiting = new ArrayDeque<>();
    private final Map<String, NavigableMap<Long, String>> kept = new HashMap<>();
    private final List<String> odd = new ArrayList<>();
    private boolean ended;
    private int inFlight;
    private int published;
    private int acknowledged;
    private int refused;
    private int broken;
    private int forgotten;
    private final List<Long> refusalsMs = new ArrayList<>();

    /** One that is to be stored. */
    private record Publication(String user, int number, Backoff backoff) {
        String body() {
            return new JsonObject()
                    .put("userId", user)
                    .put("kind", "numbered")
                    .put("title", "n" + number)
                    .put("idempotencyKey", "key-" + number)
                    .encode();
        }
    }

    /** What became of it all. */
    record Figures(int published, int acknowledged, int refused, int broken, int forgotten) {}

    Publishers(Loop loop, Supplier<String> gateways, List<String> users, Supplier<Backoff> backoff) {
        this.loop = loop;
        this.gateways = gateways;
        this.users = users;
        this.backoff = backoff;
    }

    void start(int perSecond) {
        loop.every(PERIOD_MS, () -> {
            for (long i = 0; !ended && i < perSecond * PERIOD_MS / 1_000; i++) {
                attempt(new Publication(users.get(published % users.size()), published++, backoff.get()));
            }
        });
    }

    /** Nothing new from now on; what is not stored yet is still insisted on. */
    void end() {
        ended = true;
    }

    Figures figures() {
        return new Figures(published, acknowledged, refused, broken, forgotten);
    }

    /** How long the answers took that refused, milliseconds, the quickest first. */
    List<Long> refusalsMs() {
        return refusalsMs.stream().sorted().toList();
    }

    /** What was stored for a user, by its seq. */
    NavigableMap<Long, String> kept(String user) {
        return Collections.unmodifiableNavigableMap(kept.getOrDefault(user, new TreeMap<>()));
    }

    /** What nobody should have answered. */
    List<String> odd() {
        return Collections.unmodifiableList(odd);
    }

    private void attempt(Publication publication) {
        if (inFlight >= MAX_IN_FLIGHT) {
            waiting.add(publication);
            return;
        }
        inFlight++;
        long startedAt = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateways.get() + "api/notifications"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(publication.body()))
                .build();
        CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> loop.run(() -> {
                    inFlight--;
                    settle(publication, answer, failure, (System.nanoTime() - startedAt) / 1_000_000);
                    if (!waiting.isEmpty()) {
                        attempt(waiting.remove());
                    }
                }));
    }

    private void settle(
            Publication publication, @Nullable HttpResponse<String> answer, @Nullable Throwable failure, long tookMs) {
        if (answer != null && answer.statusCode() / 100 == 2) {
            acknowledged++;
            stored(publication, new JsonObject(answer.body()));
            return;
        }
        if (answer == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            broken++;
            // Nobody there is something else than somebody who does not answer.
            forgotten +=
                    cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException) ? 1 : 0;
        } else if (answer.statusCode() == 503 && answer.body().contains("STORE_UNAVAILABLE")) {
            refused++;
            refusalsMs.add(tookMs);
        } else {
            odd.add(answer.statusCode() + " " + answer.body());
        }
        loop.after(publication.backoff().nextMs(), () -> attempt(publication));
    }

    private void stored(Publication publication, JsonObject answer) {
        String before = kept.computeIfAbsent(publication.user(), user -> new TreeMap<>())
                .put(answer.getLong("seq"), answer.getString("id"));
        if (before != null) {
            odd.add("two are " + answer.getLong("seq") + " of " + publication.user());
        }
    }
}
