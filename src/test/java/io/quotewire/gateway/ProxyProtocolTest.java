package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.CertificateFiles;
import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes is whom a proxy of ours names at the beginning of the connection, and nobody else says so. */
class ProxyProtocolTest {
    /** The first twelve bytes of version 2. */
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static final String CLIENT = "203.0.113.9";
    private static final int TIMEOUT_MS = 10_000;
    private static final String HANDSHAKE = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String STRANGE =
            "GET /api/symbols HTTP/1.1\r\nHost: x\r\nOrigin: https://elsewhere.example\r\nConnection: close\r\n\r\n";

    @TempDir
    Path dir;

    private GatewayHarness gateway;
    private AuditRows audit;

    private void start(JsonObject more, String... trusted) {
        gateway = new GatewayHarness(new JsonObject()
                .put("proxyProtocol", true)
                .put("trustedProxies", new JsonArray(List.of(trusted)))
                .put("limits", new JsonObject().put("connectionsPerIp", 2).put("handshakeSeconds", 2))
                .mergeIn(more));
        gateway.deployMonitoring(dir);
        audit = new AuditRows(dir);
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static byte[] v1(String client) {
        String family = client.contains(":") ? "TCP6" : "TCP4";
        String server = client.contains(":") ? "::1" : "127.0.0.1";
        return text("PROXY " + family + " " + client + " " + server + " 4711 8080\r\n");
    }

    private static byte[] v2(String client) {
        try {
            byte[] from = InetAddress.getByName(client).getAddress();
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.writeBytes(hex(SIGNATURE + "21" + (from.length == 4 ? "11000c" : "210024")));
            header.writeBytes(from);
            header.writeBytes(new byte[from.length]);
            header.writeBytes(hex("12671f90"));
            return header.toByteArray();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Socket socket(byte[] header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(TIMEOUT_MS);
        socket.getOutputStream().write(header);
        return socket;
    }

    /** What comes back until the server closes: a cut is an end too. */
    private static String answer(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException cut) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Header and request in one segment, as some proxies send them. */
    private String asked(byte[] header, String request) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(header);
        both.writeBytes(text(request));
        try (Socket socket = socket(both.toByteArray())) {
            return answer(socket);
        }
    }

    private static int status(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(text(request));
        InputStream in = socket.getInputStream();
        String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9));
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of(v1(CLIENT), CLIENT),
                Arguments.of(v2(CLIENT), CLIENT),
                Arguments.of(v1("2001:db8::7"), "2001:db8:0:0:0:0:0:7"),
                Arguments.of(v2("2001:db8::7"), "2001:db8:0:0:0:0:0:7"),
                Arguments.of(text("PROXY UNKNOWN\r\n"), "127.0.0.1"),
                Arguments.of(hex(SIGNATURE + "20000000"), "127.0.0.1"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theAuditNamesWhomTheProxyNames(byte[] header, String client) throws IOException {
        start(new JsonObject(), "127.0.0.1");
        assertThat(asked(header, STRANGE)).startsWith("HTTP/1.1 403");
        assertThat(audit.await("SECURITY_VIOLATION", "ORIGIN").getString("ip")).isEqualTo(client);
    }

    @Test
    void limitsAndBlocksGoByTheClient() throws IOException {
        start(new JsonObject(), "127.0.0.0/8");
        try (Socket first = socket(v1(CLIENT));
                Socket second = socket(v2(CLIENT));
                Socket third = socket(v1(CLIENT));
                Socket other = socket(v2("203.0.113.8"))) {
            assertThat(status(first, HANDSHAKE)).isEqualTo(101);
            assertThat(status(second, HANDSHAKE)).isEqualTo(101);
            assertThat(status(third, HANDSHAKE)).isEqualTo(429);
            assertThat(status(other, HANDSHAKE)).isEqualTo(101);
        }
        gateway.command(
                Address.CONTROL_BLOCK, new JsonObject().put("by", "root").put("ip", CLIENT));
        Awaitility.await().until(() -> statusOf(CLIENT) == 403);
        assertThat(statusOf("203.0.113.7")).isEqualTo(101);
    }

    private int statusOf(String client) throws IOException {
        try (Socket socket = socket(v1(client))) {
            return status(socket, HANDSHAKE);
        }
    }

    @Test
    void aForwardedHeaderIsBelievedOnlyOfAProxyThatIsNamed() throws IOException {
        start(new JsonObject(), "127.0.0.1", "10.0.0.0/8");
        String forwarded = STRANGE.replace("Host: x", "Host: x\r\nX-Forwarded-For: 198.51.100.1");
        assertThat(asked(v1(CLIENT), forwarded)).startsWith("HTTP/1.1 403");
        assertThat(audit.await("SECURITY_VIOLATION", "ORIGIN").getString("ip")).isEqualTo(CLIENT);
        assertThat(asked(v1("10.1.2.3"), forwarded)).startsWith("HTTP/1.1 403");
        audit.await("SECURITY_VIOLATION", "ORIGIN", "\"ip\":\"198.51.100.1\"");
    }

    @Test
    void aStrangersHeaderEndsTheConnectionAndNothingOfItIsServed() throws IOException {
        start(new JsonObject(), "10.0.0.0/8");
        assertThat(asked(v1(CLIENT), STRANGE)).isEmpty();
        assertThat(asked(v2(CLIENT), STRANGE)).isEmpty();
        assertThat(audit.await("SECURITY_VIOLATION", "PROXY").getString("ip")).isEqualTo("127.0.0.1");
        assertThat(audit.all()).noneMatch(row -> row.encode().contains(CLIENT));
        assertThat(gateway.figures().getInteger("requestless")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/symbols HTTP/1.1\r\nHost: x\r\n\r\n",
                "PROXY TCP4 203.0.113.999 127.0.0.1 1 2\r\n",
                "PROXY TCP4 203.0.113.9\r\n",
                "PROXY TCP4 203.0.113.9 127.0.0.1 99999 2\r\n",
                "PROXY TCP9 203.0.113.9 127.0.0.1 1 2\r\n",
                "PROXY TCP4 203.0.113.9 127.0.0.1 1 2 and more that does not belong here, until it is longer than it may"
                        + " ever be, which is 107 characters with its end\r\n"
            })
    void whatIsNoHeaderEndsTheConnection(String header) throws IOException {
        start(new JsonObject(), "127.0.0.1");
        assertThat(asked(text(header), STRANGE)).isEmpty();
        assertThat(asked(v1(CLIENT), STRANGE)).startsWith("HTTP/1.1 403");
        assertThat(gateway.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNATURE + "31110000", SIGNATURE + "2111000400000000", SIGNATURE + "22110000"})
    void whatIsNoHeaderOfVersionTwoEndsTheConnection(String header) throws IOException {
        start(new JsonObject(), "127.0.0.1");
        assertThat(asked(hex(header), STRANGE)).isEmpty();
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void aHeaderThatDoesNotEndIsNotWaitedForForEver() throws IOException {
        start(new JsonObject(), "127.0.0.1");
        try (Socket slow = socket(text("PROXY TCP4 203.0"))) {
            assertThat(answer(slow)).isEmpty();
        }
    }

    @Test
    void itGoesBeforeTls() throws Exception {
        CertificateFiles files = new CertificateFiles(dir);
        files.renew();
        start(
                new JsonObject()
                        .put(
                                "tls",
                                new JsonObject()
                                        .put("port", 0)
                                        .put("cert", "" + files.cert())
                                        .put("key", "" + files.key())),
                "127.0.0.1");
        try (Socket plain = socket(v2(CLIENT));
                SSLSocket tls = overTls(plain)) {
            assertThat(status(tls, STRANGE)).isEqualTo(403);
        }
        assertThat(audit.await("SECURITY_VIOLATION", "ORIGIN").getString("ip")).isEqualTo(CLIENT);
    }

    private SSLSocket overTls(Socket plain) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believer()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", gateway.port(), true);
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

    @Test
    void withoutProxiesThatAreNamedItStopsTheStart() {
        assertThatThrownBy(() -> new GatewayHarness(new JsonObject().put("proxyProtocol", true)))
                .hasMessageContaining("gateway.proxyProtocol")
                .hasMessageContaining("gateway.trustedProxies");
    }

    @Test
    void whereItIsOffAHeaderIsNoRequest() throws IOException {
        gateway = new GatewayHarness(new JsonObject().put("trustedProxies", new JsonArray(List.of("127.0.0.1"))));
        assertThat(asked(v1(CLIENT), STRANGE)).contains(" 400 Bad Request");
    }
}
