package io.quotewire.soak;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A client of SockJS over HTTP requests: one connection to receive, one to send. Confined to the crowd's event loop. */
final class RequestGuest extends Guest {
    private static final int NO_CONTENT = 204;
    private static final Pattern OPENING = Pattern.compile("\r\n(data: )?o[\r\n]");
    private final String url = sockJsUrl();
    private Wire receiving;
    private Wire sending;
    private boolean admitted;
    private int openings;

    RequestGuest(Crowd crowd, Kind kind, boolean resets, String token) {
        super(crowd, kind, resets, token);
    }

    @Override
    void begin() {
        ResponseReader reader = new ResponseReader(this::begun, this::ended);
        receiving = wire(bytes -> {
            noteOpening(bytes);
            reader.add(bytes);
        });
        receive();
    }

    @Override
    void say(String message) {
        if (sending == null || sending.isOver()) {
            sending = wire(new ResponseReader(this::sent, () -> {})::add);
        }
        sending.write(Buffer.buffer(
                head("POST", url + "/xhr_send") + "Content-Length: " + message.length() + "\r\n\r\n" + message));
    }

    @Override
    void closeWires() {
        receiving.close();
        if (sending != null) {
            sending.close();
        }
    }

    /** A connection to send that is idle for a minute is ended by the server, and opened again for the next message. */
    @Override
    boolean hasWires() {
        boolean sends = sending != null && !sending.isOver();
        return isLeaving() ? sends || !receiving.isOver() : !receiving.isOver();
    }

    /** A second opening frame means that the session had ended, and that this is another one, without subscriptions. */
    private void noteOpening(Buffer bytes) {
        if (OPENING.matcher(bytes.toString(StandardCharsets.ISO_8859_1)).find()) {
            openings++;
        }
        if (openings > 1 && !isLeaving()) {
            closeWires();
        }
    }

    private void receive() {
        boolean get = kind() == Kind.EVENTSOURCE;
        receiving.write(Buffer.buffer(head(get ? "GET" : "POST", url + kind().path())
                + (get ? "Sec-Fetch-Site: same-origin\r\n\r\n" : "Content-Length: 0\r\n\r\n")));
    }

    private void begun(int status) {
        if (status != 200) {
            closeWires();
        } else if (!admitted) {
            admitted = true;
            admitted();
        }
    }

    private void ended() {
        if (!isLeaving()) {
            receive();
        }
    }

    private void sent(int status) {
        if (status != NO_CONTENT) {
            closeWires();
        }
    }
}
