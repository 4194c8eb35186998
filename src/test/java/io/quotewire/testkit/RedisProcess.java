package io.quotewire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real redis-server of its own on a free port of loopback, which keeps nothing on disk unless it is told to. */
public final class RedisProcess implements AutoCloseable {
    private final Path folder;
    private final List<String> before;
    private final List<String> options;
    private final int port;
    private Process process;
    private int tlsPort;

    /** Starts it; its files go into a folder. */
    public RedisProcess(Path folder) {
        this(folder, "--appendonly", "no");
    }

    /** Starts it with options of its own. */
    public RedisProcess(Path folder, String... options) {
        this(folder, List.of(), List.of(options));
    }

    private RedisProcess(Path folder, List<String> before, List<String> options) {
        this.folder = folder;
        this.before = before;
        this.options = options;
        port = freePort();
        process = start();
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that keeps what it answered. */
    public static RedisProcess durable(Path folder) {
        return new RedisProcess(folder, "--appendonly", "yes", "--appendfsync", "always");
    }

    /** One that speaks TLS too, with this certificate and with those who show one that it vouches for, or with everybody. */
    public static RedisProcess tls(Path folder, CertificateFiles certificate, boolean everybody) {
        int tlsPort = freePort();
        RedisProcess redis = new RedisProcess(
                folder,
                "--tls-port",
                String.valueOf(tlsPort),
                "--tls-cert-file",
                certificate.cert().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.cert().toString(),
                "--tls-auth-clients",
                everybody ? "no" : "yes",
                "--appendonly",
                "yes");
        redis.tlsPort = tlsPort;
        return redis;
    }

    /** A Sentinel, which writes into its file. */
    public static RedisProcess sentinel(Path config) {
        return new RedisProcess(
                Objects.requireNonNull(config.getParent()), List.of(config.toString(), "--sentinel"), List.of());
    }

    /** Where it is. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    /** Where it speaks TLS. */
    public String tlsAddress() {
        return "rediss://127.0.0.1:" + tlsPort;
    }

    /** Its port on loopback. */
    public int port() {
        return port;
    }

    /** Sends a command, none of whose words has a space in it; its answer as Redis writes it. */
    public String command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            text.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[4_096];
            int length = in.read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds it: it takes connections and says nothing, until {@link #resume}. */
    public void suspend() {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("-CONT");
    }

    /** Ends it at once; {@link #restart} starts it again on the same port. */
    public void stop() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as whoever operates it does. */
    public void terminate() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("redis-server does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again. */
    public void restart() {
        process = start();
    }

    @Override
    public void close() {
        stop();
    }

    private Process start() {
        try {
            List<String> words = new ArrayList<>(List.of("redis-server"));
            words.addAll(before);
            words.addAll(List.of("--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir", folder.toString()));
            if (before.isEmpty()) {
                words.addAll(List.of("--save", ""));
            }
            words.addAll(options);
            Process started = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            process = started;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> command("PING").matches("(?s)\\+PONG.*|-NOAUTH.*"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server cannot be started; Debian: apt-get install redis-server", e);
        }
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill " + signal + ": " + code);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
