package io.quotewire.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A client of {@code /ws} in a process of its own, which can be killed as {@code kill -9} does. */
public final class VanishingClient implements AutoCloseable {
    /** Shakes hands, then becomes the process that reads. */
    private static final String SCRIPT = "exec 3<>/dev/tcp/127.0.0.1/$0; printf '%s\\r\\n' 'GET /ws HTTP/1.1'"
            + " \"Host: 127.0.0.1:$0\" 'Upgrade: websocket' 'Connection: Upgrade' 'Sec-WebSocket-Version: 13'"
            + " 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \"$1\" '' >&3; exec cat <&3";

    private final Process process;

    /** Comes without a credential, and is let in. */
    public VanishingClient(int port) {
        this(port, "X-None: none");
    }

    /** Comes with one more header, such as {@code X-API-Key: k}, and is let in. */
    public VanishingClient(int port, String header) {
        try {
            process = new ProcessBuilder("bash", "-c", SCRIPT, String.valueOf(port), header)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader answer = process.inputReader(StandardCharsets.ISO_8859_1);
            String first = answer.readLine();
            if (first == null || !first.contains(" 101 ")) {
                throw new AssertionError("not let in: " + first);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a word. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
