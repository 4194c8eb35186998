package io.quotewire.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.Tick;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A gateway in this process with a feed that the test plays. Closing it closes Vert.x. */
public final class GatewayHarness implements AutoCloseable {
    /** The key of {@link #token}. */
    public static final String SECRET = "a secret for tests that is long enough, 32 bytes and more";

    /** How every token, API key and ticket here begins. */
    private static final List<String> SECRET_STARTS = List.of("eyJ", "qwk_", "qwt_");

    /** More than one event loop unless the test says how many, wherever it runs: what loops tell each other is to be told. */
    static final int LOOPS = 2;

    /**
     * Limits that are off unless the test gives them: all tests come from one address, fast, often with bad credentials, and
     * some subscribe all day.
     */
    static final List<String> LIMITS_OFF = List.of(
            "handshakesPerSecondPerIp", "authFailuresPerMinutePerIp", "subscriptionRequestsPerMinute", "blockAfter");

    private static final String NODE = "test";
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final PlayedFeed feed = new PlayedFeed(vertx.eventBus());
    private final AtomicLong seq = new AtomicLong();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final int port;
    private final String deployment;

    /** Starts a gateway whose section {@code gateway} is the one given, on a free port. */
    public GatewayHarness(JsonObject gateway) {
        this(gateway, null);
    }

    /** The same, with a folder for what survives a restart; null for none. */
    public GatewayHarness(JsonObject gateway, @Nullable Path stateDirectory) {
        Minted.secret(SECRET);
        BusCodecs.register(vertx.eventBus());
        feed.start();
        vertx.eventBus().addInboundInterceptor(delivery -> {
            delivery.next();
            if (delivery.message().address().equals(Address.NOTIFICATIONS_ACK.text())) {
                acknowledged.incrementAndGet();
            }
        });
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
        JsonObject auth = gateway.getJsonObject("auth", new JsonObject()).put("secret", SECRET);
        JsonObject config = new JsonObject()
                .put("node", new JsonObject().put("id", NODE))
                .put(
                        "data",
                        stateDirectory == null ? new JsonObject() : new JsonObject().put("dir", "" + stateDirectory))
                .put(
                        "gateway",
                        gateway.copy()
                                .put("eventLoops", gateway.getInteger("eventLoops", LOOPS))
                                .put("port", 0)
                                .put("warmUpMs", 0)
                                .put("limits", limits(gateway))
                                .put("auth", auth));
        deployment = vertx.deployVerticle(
                        "io.quotewire.gateway.GatewayVerticle", new io.vertx.core.DeploymentOptions().setConfig(config))
                .await();
        local(Address.NODE_PHASE, new NodePhase(NODE, NodePhase.Phase.READY).toJson());
        feed("BTC-USD", "ETH-USD", "SOL-USD", "ADA-USD", "XRP-USD");
        String http = status().getJsonObject("addresses").getString("http");
        port = Integer.parseInt(http.replaceAll(".*:(\\d+)/", "$1"));
    }

    private static JsonObject limits(JsonObject gateway) {
        JsonObject limits = new JsonObject();
        LIMITS_OFF.forEach(name -> limits.put(name, 0));
        return limits.mergeIn(gateway.getJsonObject("limits", new JsonObject()));
    }

    /** The gateway's port. */
    public int port() {
        return port;
    }

    /** What the gateway says of itself. */
    public JsonObject status() {
        return vertx.eventBus()
                .<JsonObject>request(Address.verticleStatus(VerticleKind.GATEWAY, NODE), new JsonObject())
                .await()
                .body();
    }

    /** The gateway's own figures. */
    public JsonObject figures() {
        return status().getJsonObject("figures");
    }

    /** Waits until the gateway's own figures are these, but for what only ever grows. */
    public void awaitFigures(JsonObject expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(thatFall(figures()))
                        .isEqualTo(thatFall(expected)));
    }

    private static JsonObject thatFall(JsonObject figures) {
        JsonObject some = figures.copy();
        some.remove("turnsBehind");
        // What nobody wants any more is listened to for a while.
        some.remove("groups");
        return some;
    }

    /** Makes symbols known. */
    public void feed(String... symbols) {
        feedIsAlive(symbols);
        Awaitility.await().until(() -> figures().getInteger("symbols") >= symbols.length);
    }

    /** Says that a feed delivers these symbols, as feeds do again and again. */
    public void feedIsAlive(String... symbols) {
        feed.isAlive(List.of(symbols));
    }

    /** Publishes one tick for each price, all of one symbol, in one batch. */
    public void ticks(String symbol, String... prices) {
        batch(Stream.of(prices)
                .map(price -> tick(symbol, seq.incrementAndGet(), price))
                .toList());
    }

    /** Waits until every event loop has dealt with what was published before. */
    public void awaitDealtWith() {
        // The first answer comes after all batches have arrived, the second after they have been carried on.
        status();
        status();
    }

    /** Publishes one tick for each symbol in one batch; all have this sequence number. */
    public void round(long number, List<String> symbols) {
        batch(symbols.stream()
                .map(symbol -> tick(symbol, number, String.valueOf(number)))
                .toList());
    }

    private static Tick tick(String symbol, long number, String price) {
        long nowMicros = System.currentTimeMillis() * 1000;
        return new Tick(symbol, number, "fake", nowMicros, price, null, null, null, null, null, null, null, null);
    }

    private void batch(List<Tick> ticks) {
        feed.publish(ticks);
    }

    /** The feed that the test plays. */
    public PlayedFeed feed() {
        return feed;
    }

    /** Starts a notification verticle that keeps everything in memory; returns its deployment. */
    public String deployNotifications() {
        return deployNotifications(new JsonObject().put("store", "memory"), new JsonObject());
    }

    /** Starts a notification verticle with these sections {@code notification} and {@code data}; returns its deployment. */
    public String deployNotifications(JsonObject notification, JsonObject data) {
        JsonObject config = new JsonObject()
                .put("node", new JsonObject().put("id", NODE))
                .put("notification", notification)
                .put("data", data);
        return vertx.deployVerticle(
                        "io.quotewire.notification.NotificationVerticle",
                        new io.vertx.core.DeploymentOptions().setConfig(config))
                .await();
    }

    /** Starts a monitoring verticle that writes the audit into a folder below this one; returns its deployment. */
    public String deployMonitoring(Path stateDirectory) {
        JsonObject config = new JsonObject()
                .put("node", new JsonObject().put("id", NODE))
                .put("data", new JsonObject().put("dir", stateDirectory.toString()))
                .put("monitoring", new JsonObject().put("port", 0));
        return vertx.deployVerticle(
                        "io.quotewire.monitoring.MonitoringVerticle",
                        new io.vertx.core.DeploymentOptions().setConfig(config))
                .await();
    }

    /** Starts a monitoring verticle that also serves the management port; returns that port. */
    public int deployManagement(Path stateDirectory) {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonObject config = new JsonObject()
                .put("node", new JsonObject().put("id", NODE).put("roles", new JsonArray().add("gateway")))
                .put("data", new JsonObject().put("dir", stateDirectory.toString()))
                .put("monitoring", new JsonObject().put("port", free));
        vertx.deployVerticle(
                        "io.quotewire.monitoring.MonitoringVerticle",
                        new io.vertx.core.DeploymentOptions().setConfig(config))
                .await();
        return free;
    }

    /** Gives an administrator's command; its reply. */
    public JsonObject command(Address address, JsonObject command) {
        return vertx.eventBus()
                .<JsonObject>request(address.text(), command)
                .await()
                .body();
    }

    /** Everything that was logged since the start, with its fields and stack traces. */
    public List<String> logged() {
        return List.copyOf(log.list).stream().map(GatewayHarness::text).toList();
    }

    private static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null
                ? ""
                : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + trace;
    }

    /** Ends a verticle. */
    public void undeploy(String id) {
        vertx.undeploy(id).await();
    }

    /** Has a notification stored; returns its id and seq. */
    public JsonObject notify(String user, String title, String body) {
        return vertx.eventBus()
                .<JsonObject>request(
                        Address.NOTIFICATIONS_PUBLISH.text(),
                        new JsonObject()
                                .put("userId", user)
                                .put("kind", "test")
                                .put("title", title)
                                .put("body", body))
                .await()
                .body();
    }

    /** Waits until the store has been told of so many acknowledgements. */
    public void awaitAcknowledged(int count) {
        Awaitility.await().until(() -> acknowledged.get() >= count);
    }

    /** The instance, to listen to its bus or to disturb it. */
    public Vertx vertx() {
        return vertx;
    }

    /** Stops the gateway as a shutdown does. */
    public void drain() {
        vertx.undeploy(deployment).await();
    }

    /** What was logged until now was expected. */
    public void forgetComplaints() {
        log.list.clear();
    }

    /** What was logged as a warning or worse, or with a stack trace. */
    public List<String> complaints() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getThrowableProxy() != null
                        || event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN))
                .filter(event -> !event.getLoggerName().contains("MeterRegistry"))
                .map(ILoggingEvent::toString)
                .toList();
    }

    /** A token that this gateway accepts, for an hour. */
    public static String token(String user, String role) {
        long now = System.currentTimeMillis() / 1000;
        return sign(new JsonObject().put("sub", user).put("role", role).put("exp", now + 3600));
    }

    /** A token with an id that says when it was issued, epoch seconds; for an hour from now. */
    public static String token(String user, String role, String id, long issuedAt) {
        long now = System.currentTimeMillis() / 1000;
        return sign(new JsonObject()
                .put("sub", user)
                .put("role", role)
                .put("jti", id)
                .put("iat", issuedAt)
                .put("exp", now + 3600));
    }

    /** A token with these claims and a good signature. */
    public static String sign(JsonObject claims) {
        return sign(new JsonObject().put("alg", "HS256").put("typ", "JWT"), claims);
    }

    /** A token with this header and these claims, signed with the gateway's key. */
    public static String sign(JsonObject header, JsonObject claims) {
        try {
            String text = base64(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Minted.token(text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        vertx.close().await();
        org.assertj.core.api.Assertions.assertThat(logged())
                .as("credentials are never logged")
                .noneMatch(line -> SECRET_STARTS.stream().anyMatch(line::contains));
    }

    private void local(Address address, JsonObject body) {
        vertx.eventBus().publish(address.text(), body, new DeliveryOptions().setLocalOnly(true));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
