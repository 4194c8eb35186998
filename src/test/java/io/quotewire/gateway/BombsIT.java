package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.Growth;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RawSocket.Frame;
import io.quotewire.testkit.WatchedNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is meant to cost a small process its memory: it ends as the protocol says, and costs next to nothing. */
class BombsIT {
    private static final int MIB = 1024 * 1024;
    private static final long MOST_BYTES = 24L * MIB;
    private static final long LEFT_BYTES = 8L * MIB;
    private static final int MANY = 30;
    private static final int HALF_OPEN = 500;
    private static final int MAX_MESSAGE = 65_536;
    private static final int COMPRESSED = 0x40;
    private static final int FIN = 0x80;
    private static final Map<String, String> DEFLATE = Map.of("Sec-WebSocket-Extensions", "permessage-deflate");

    @TempDir
    static Path dir;

    private static WatchedNode node;

    @BeforeAll
    static void start() throws Exception {
        node = WatchedNode.start(
                dir,
                List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m"),
                "gateway.eventLoops=2",
                "gateway.limits.connectionsPerIp=0",
                "gateway.limits.handshakeSeconds=3");
        Awaitility.await().until(() -> node.figures().getInteger("symbols") == 8);
        // What everybody needs once is there before anything is compared.
        for (RawSocket client : withClients(DEFLATE, MANY, socket -> {
            socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
            socket.await("update");
        })) {
            client.close();
        }
        Awaitility.await().until(() -> node.figures().getInteger("sessions") == 0);
        node.vitalsAfterGc();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void compressedBombsEndWith1009() throws Exception {
        byte[] small = deflated(1024);
        List<byte[]> bombs = List.of(deflated(MIB), deflated(10 * MIB), deflated(50 * MIB), deflated(100 * MIB));
        Growth growth = new Growth(node, "compressed bombs of 1 KiB to 100 MiB");
        assertThat(bombs.get(0).length).isLessThan(1_100);
        List<RawSocket> honest = withClients(DEFLATE, MANY, socket -> {
            socket.frame(FIN | COMPRESSED | RawSocket.TEXT, small);
            assertThat(socket.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("BAD_MESSAGE");
        });
        for (RawSocket client : honest) {
            client.leave();
        }
        for (byte[] bomb : bombs) {
            List<RawSocket> clients = withClients(DEFLATE, MANY, socket -> {
                throwBomb(socket, bomb);
                throwBomb(socket, bomb);
            });
            growth.look();
            for (RawSocket client : clients) {
                assertThat(afterUpdates(client).closeCode()).isEqualTo(1009);
                client.close();
            }
        }
        growth.end(MOST_BYTES, LEFT_BYTES);
    }

    @Test
    void halfOpenHandshakesAreCut() throws Exception {
        Growth growth = new Growth(node, HALF_OPEN + " half-open handshakes");
        byte[] half = ("GET /ws HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(4_000) + "\r\nUpgr")
                .getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < HALF_OPEN; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
            socket.getOutputStream().write(half);
            sockets.add(socket);
        }
        growth.look();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> node.figures().getInteger("requestless") == 0);
        for (Socket socket : sockets) {
            assertThat(hasEnded(socket)).isTrue();
            socket.close();
        }
        growth.end(MOST_BYTES, LEFT_BYTES);
    }

    @Test
    void floodsOfPingsEndWith1008() throws Exception {
        Growth growth = new Growth(node, "20,000 pings from each of " + MANY);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            pings.writeBytes(new byte[] {(byte) 0x89, (byte) (0x80 | 125), 0, 0, 0, 0});
            pings.writeBytes(new byte[125]);
        }
        List<RawSocket> clients = withClients(Map.of(), MANY, socket -> {
            for (int i = 0; i < 20; i++) {
                socket.bytes(pings.toByteArray());
            }
        });
        growth.look();
        for (RawSocket client : clients) {
            assertThat(afterUpdates(client).closeCode()).isIn(1008, 1006);
            client.close();
        }
        growth.end(MOST_BYTES, LEFT_BYTES);
    }

    @Test
    void twentyThousandFragmentsEndWith1009() throws Exception {
        Growth growth = new Growth(node, "20,000 fragments from each of " + MANY);
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            fragments.writeBytes(new byte[] {(byte) (i == 0 ? 1 : 0), (byte) (0x80 | 32), 0, 0, 0, 0});
            fragments.writeBytes(new byte[32]);
        }
        List<RawSocket> clients = withClients(Map.of(), MANY, socket -> socket.bytes(fragments.toByteArray()));
        growth.look();
        for (RawSocket client : clients) {
            assertThat(afterUpdates(client).closeCode()).isIn(1009, 1006);
            client.close();
        }
        growth.end(MOST_BYTES, LEFT_BYTES);
    }

    private static List<RawSocket> withClients(Map<String, String> headers, int count, Consumer<RawSocket> act)
            throws IOException {
        List<RawSocket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawSocket client = new RawSocket(node.port(), "/ws", headers);
            client.await("connected");
            act.accept(client);
            clients.add(client);
        }
        return clients;
    }

    /** In as few frames as are not too long by themselves. */
    private static void throwBomb(RawSocket socket, byte[] bomb) {
        for (int at = 0; at < bomb.length; at += MAX_MESSAGE) {
            int end = Math.min(bomb.length, at + MAX_MESSAGE);
            int first = at == 0 ? COMPRESSED | RawSocket.TEXT : 0;
            socket.frame((end == bomb.length ? FIN : 0) | first, Arrays.copyOfRange(bomb, at, end));
        }
    }

    /** The first frame that is no text and no pong. */
    private static Frame afterUpdates(RawSocket socket) {
        Frame frame = socket.frame();
        while (frame.first() == 0x81 || frame.first() == 0x8A) {
            frame = socket.frame();
        }
        return frame;
    }

    private static boolean hasEnded(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** So many blanks as RFC 7692 wants them: without the last four bytes of a flush. */
    private static byte[] deflated(int bytes) {
        Deflater deflater = new Deflater(9, true);
        byte[] blanks = new byte[bytes];
        Arrays.fill(blanks, (byte) ' ');
        deflater.setInput(blanks);
        byte[] out = new byte[bytes / 500 + 1024];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }
}
