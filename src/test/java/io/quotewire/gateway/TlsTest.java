package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.testkit.CertificateFiles;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come over TLS, and a certificate that changes while they are there. */
final class TlsTest {
    private static final int LIVE = 200;
    private static final int AT_ONCE = 20;

    @TempDir
    private Path folder;

    private CertificateFiles files;

    @BeforeEach
    void files() {
        files = new CertificateFiles(folder);
    }

    private GatewayHarness gateway(JsonObject tls) {
        tls.put("port", 0)
                .put("cert", files.cert().toString())
                .put("key", files.key().toString());
        JsonObject limits = new JsonObject().put("connectionsPerIp", 0).put("handshakeSeconds", 5);
        return new GatewayHarness(new JsonObject().put("tls", tls).put("limits", limits));
    }

    private GatewayHarness gateway() {
        return gateway(new JsonObject());
    }

    /** Believes every certificate: the test looks at it itself. */
    private static SSLSocket connected(int port, String... protocols) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Believer()}, null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Believer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static BigInteger shownSerial(GatewayHarness gateway) throws IOException {
        try (SSLSocket socket = connected(gateway.port())) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static String get(SSLSocket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends this without TLS, and reads until the server closes. */
    private static String plainly(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int redirectingPort(GatewayHarness gateway) {
        String url = gateway.status().getJsonObject("addresses").getString("redirect");
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/", "$1"));
    }

    private static Queue<JsonObject> alerts(GatewayHarness gateway, Address address) {
        Queue<JsonObject> alerts = new ConcurrentLinkedQueue<>();
        gateway.vertx().eventBus().<JsonObject>consumer(address.text(), message -> alerts.add(message.body()));
        return alerts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void everythingIsServedOverTls(String algorithm) throws Exception {
        BigInteger serial = files.renew(algorithm, -1, 30);
        try (GatewayHarness gateway = gateway();
                Clients clients = new Clients(gateway, 1)) {
            assertThat(gateway.status().getJsonObject("addresses").getString("http"))
                    .startsWith("https://");
            assertThat(shownSerial(gateway)).isEqualTo(serial);
            try (SSLSocket socket = connected(gateway.port())) {
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(get(socket, "/api/symbols"))
                        .startsWith("HTTP/1.1 200")
                        .containsIgnoringCase("strict-transport-security: max-age=31536000");
            }
            clients.subscribe();
            gateway.ticks("BTC-USD", "1");
            await().until(() -> clients.updates.get() == 1);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void oldVersionsAndWeakSuitesAreNotSpoken() throws Exception {
        files.renew("RSA", -1, 30);
        try (GatewayHarness gateway = gateway();
                SSLSocket newer = connected(gateway.port(), "TLSv1.2")) {
            assertThat(newer.getSession().getCipherSuite()).contains("ECDHE").contains("GCM");
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Believer()}, null);
            for (String suite : context.getSupportedSSLParameters().getCipherSuites()) {
                if (suite.contains("_CBC_") || suite.startsWith("TLS_RSA_") || suite.startsWith("TLS_DHE_")) {
                    try (SSLSocket weak =
                            (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.port())) {
                        weak.setEnabledProtocols(new String[] {"TLSv1.2"});
                        weak.setEnabledCipherSuites(new String[] {suite});
                        assertThatThrownBy(weak::startHandshake).as(suite).isInstanceOf(IOException.class);
                    }
                }
            }
        }
        try (GatewayHarness strict = gateway(new JsonObject().put("minimum", "1.3"))) {
            assertThatThrownBy(() -> connected(strict.port(), "TLSv1.2")).isInstanceOf(SSLHandshakeException.class);
            connected(strict.port(), "TLSv1.3").close();
        }
    }

    @Test
    void itsOwnPagesAreThoseThatCameOverTls() throws Exception {
        files.renew();
        try (GatewayHarness gateway = gateway()) {
            assertThat(statusFrom(gateway, "https://quotes.example")).isEqualTo(200);
            assertThat(statusFrom(gateway, "http://quotes.example")).isEqualTo(403);
        }
    }

    private static int statusFrom(GatewayHarness gateway, String origin) throws IOException {
        try (SSLSocket socket = connected(gateway.port())) {
            socket.getOutputStream()
                    .write(("GET /api/symbols HTTP/1.1\r\nHost: quotes.example\r\nOrigin: " + origin
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void whoComesWithoutTlsIsSentToIt() throws Exception {
        files.renew();
        try (GatewayHarness gateway = gateway()) {
            int plain = redirectingPort(gateway);
            String answer =
                    plainly(plain, "GET /api/prices?symbols=BTC-USD HTTP/1.1\r\nHost: quotes.example:80\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 308")
                    .containsIgnoringCase(
                            "location: https://quotes.example:" + gateway.port() + "/api/prices?symbols=BTC-USD\r\n");
            assertThat(
                            plainly(
                                    plain,
                                    "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"))
                    .startsWith("HTTP/1.1 308");
            assertThat(plainly(plain, "GET //evil.example/x HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .containsIgnoringCase("location: https://h:" + gateway.port() + "//evil.example/x");
            assertThat(plainly(plain, "GET http://evil.example/x HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .containsIgnoringCase("location: https://h:" + gateway.port() + "/x");
            assertThat(plainly(plain, "GET /health/live HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .as("health, which nobody here knows of")
                    .startsWith("HTTP/1.1 503")
                    .contains("monitoring is silent");
            assertThat(gateway.complaints()).isEmpty();
        }
        try (GatewayHarness alone = gateway(new JsonObject().put("redirect", false))) {
            assertThat(alone.status().getJsonObject("addresses").containsKey("redirect"))
                    .isFalse();
        }
    }

    @Test
    void plainHttpOnTheTlsPortIsNoDefectAndCostsNobodyAnything() throws Exception {
        files.renew();
        try (GatewayHarness gateway = gateway();
                Clients clients = new Clients(gateway, 3)) {
            for (int i = 0; i < 20; i++) {
                plainly(gateway.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            clients.subscribe();
            gateway.ticks("BTC-USD", "1");
            await().until(() -> clients.updates.get() == 3);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void aNewCertificateIsShownToNewClientsAndNobodyIsDropped() throws Exception {
        BigInteger first = files.renew();
        try (GatewayHarness gateway = gateway();
                Clients clients = new Clients(gateway, LIVE)) {
            clients.subscribe();
            gateway.ticks("BTC-USD", "1");
            await().until(() -> clients.updates.get() == LIVE);
            assertThat(shownSerial(gateway)).isEqualTo(first);

            BigInteger second = files.renew();
            await().until(() -> shownSerial(gateway).equals(second));
            for (int i = 0; i < 10; i++) {
                assertThat(shownSerial(gateway)).as("whichever event loop").isEqualTo(second);
            }
            gateway.ticks("BTC-USD", "2");
            await().until(() -> clients.updates.get() == 2 * LIVE);
            assertThat(clients.closed).isEmpty();
            try (Clients late = new Clients(gateway, 5)) {
                late.subscribe();
                assertThat(late.closed).isEmpty();
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void whatCannotBeUsedIsKeptOutUntilItIsMended() throws Exception {
        BigInteger good = files.renew();
        try (GatewayHarness gateway = gateway()) {
            Queue<JsonObject> raised = alerts(gateway, Address.ALERT_RAISED);
            Queue<JsonObject> cleared = alerts(gateway, Address.ALERT_CLEARED);

            files.renew("EC", -30, 10);
            awaitAlert(raised, "expired at");
            Files.delete(files.cert());
            awaitAlert(raised, "there is no such file");
            Files.writeString(files.cert(), "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n");
            awaitAlert(raised, "cannot be read");
            assertThat(shownSerial(gateway)).isEqualTo(good);
            assertThat(cleared).isEmpty();

            BigInteger mended = files.renew();
            await().until(() -> shownSerial(gateway).equals(mended));
            await().until(() -> cleared.size() == 1);
            assertThat(raised).allMatch(alert -> alert.getString("name").equals("tls_certificate_unusable"));
            assertThat(gateway.logged()).noneMatch(line -> line.contains("PRIVATE KEY"));
        }
    }

    @Test
    void aCertificateThatEndsSoonIsToldOf() throws Exception {
        files.renew("EC", -1, 300);
        try (GatewayHarness gateway = gateway()) {
            Queue<JsonObject> raised = alerts(gateway, Address.ALERT_RAISED);
            BigInteger old = files.renew("EC", -1, 10);
            await().until(() -> shownSerial(gateway).equals(old));
            awaitAlert(raised, "valid until");
            assertThat(raised.peek().getString("name")).isEqualTo("tls_certificate_ends_soon");
        }
    }

    private static void awaitAlert(Queue<JsonObject> alerts, String text) {
        await().until(() ->
                alerts.stream().anyMatch(alert -> alert.getString("text").contains(text)));
    }

    /** Each wrong in its own way: the start says which file, and why. */
    @Test
    void aStartWithWhatCannotBeUsedSaysWhatIsWrong() throws Exception {
        files.renew("EC", -30, 10);
        startFails("expired at");
        files.renew("EC", 5, 10);
        startFails("not valid before");
        files.renew("RSA", -1, 10);
        Path key = Files.copy(files.key(), folder.resolve("other.pem"));
        files.renew("RSA", -1, 10);
        Files.copy(key, files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        startFails("is not the key of");
        files.renew();
        Files.copy(files.cert(), files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        startFails("no private key in it that can be read");
        files.renew();
        Files.copy(files.key(), files.cert(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        startFails(files.cert().toString());
        Files.delete(files.cert());
        startFails("there is no such file");
    }

    private void startFails(String why) {
        assertThatThrownBy(this::gateway)
                .hasMessageContaining("gateway.tls")
                .hasMessageContaining(why)
                .hasMessageNotContaining("PRIVATE KEY-");
    }

    /** Clients over wss that count what they get. */
    private static final class Clients implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final List<WebSocket> sockets = new ArrayList<>();
        private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        private final Queue<String> closed = new ConcurrentLinkedQueue<>();
        private final AtomicInteger updates = counts("update");
        private final AtomicInteger confirmed = counts("subscription_confirmed");

        private Clients(GatewayHarness gateway, int count) {
            WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(count)
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false));
            WebSocketConnectOptions to = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(gateway.port())
                    .setURI("/ws");
            List<Future<WebSocket>> connecting = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                connecting.add(client.webSocket()
                        .textMessageHandler(text -> {
                            JsonObject message = new JsonObject(text);
                            if (!message.getBoolean("snapshot", false)) {
                                counts(message.getString("type")).incrementAndGet();
                            }
                        })
                        .closeHandler(gone -> closed.add("one"))
                        .connect(to)
                        .map(WebSocket.class::cast));
                // A few at a time: who is still shaking hands after its time is cut, however busy the machine is.
                if (connecting.size() % AT_ONCE == 0) {
                    Future.all(connecting).await();
                }
            }
            Future.all(connecting).await();
            connecting.forEach(connected -> sockets.add(connected.result()));
        }

        private AtomicInteger counts(String type) {
            return counts.computeIfAbsent(type, name -> new AtomicInteger());
        }

        private void subscribe() {
            for (WebSocket socket : sockets) {
                socket.writeTextMessage("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
            }
            await().until(() -> confirmed.get() == sockets.size());
        }

        @Override
        public void close() {
            // Each says goodbye, and the server ends the connection; Vert.x would else wait for half a minute.
            Future.join(sockets.stream().map(WebSocket::close).toList()).await();
            await().until(() -> closed.size() == sockets.size());
            vertx.close().await();
        }
    }
}
