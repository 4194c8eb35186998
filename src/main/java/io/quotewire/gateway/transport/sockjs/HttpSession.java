package io.quotewire.gateway.transport.sockjs;

import io.netty.buffer.ByteBufUtil;
import io.quotewire.gateway.protocol.Lane;
import io.quotewire.gateway.transport.websocket.Lanes;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session over HTTP requests: what waits, and at most one receiver that takes from it. It ends when nobody has received for a
 * while, when a receiver is lost (what it was sent may not have arrived), or when the client has got the close frame.
 * Confined to the event loop that its id belongs to.
 */
final class HttpSession implements SockJsSocket {
    /** How much of a streaming response may not be written yet before messages wait here: there they can be overtaken. */
    private static final int HANDED_BYTES = 16 * 1024;

    /** How much goes into one frame of a streaming response, unless one message is longer. */
    private static final int PIECE_BYTES = 8 * 1024;

    /** After so many heartbeats a streaming response ends: only the next request proves that the client is there. */
    private static final int HEARTBEATS_PER_RESPONSE = 3;

    private final SessionTable table;
    private final String id;
    private final SockJsOptions options;
    private final Lanes<String> waiting = new Lanes<>();
    private final Map<Line, Integer> unwritten = new HashMap<>();
    private @Nullable SockJsGuest guest;
    private @Nullable Line line;
    private @Nullable String closeFrame;
    private long lineBytes;
    private long lineSinceMs;
    private long sentMs;
    private long waitingSinceMs;
    private long closedMs;
    private long unwrittenBytes;
    private long unwrittenPrivate;
    private boolean flushing;
    private boolean told;
    private boolean over;

    HttpSession(SessionTable table, String id, Line first) {
        this.table = table;
        this.id = id;
        options = table.options();
        take(first);
    }

    /** The client may come in. */
    void open(SockJsGuest admitted) {
        if (over) {
            admitted.ended();
            return;
        }
        guest = admitted;
        put(Frames.OPEN, false);
        admitted.opened(this);
    }

    /** The client may not come in. */
    void refuse(SockJsRefusal refusal) {
        if (line != null) {
            line.refuse(refusal);
            line = null;
        }
        end();
    }

    /** A request waits for frames. */
    void attach(Line newcomer) {
        if (line != null) {
            newcomer.sendOnly(Frames.STILL_OPEN);
            return;
        }
        take(newcomer);
        if (guest != null) {
            guest.alive();
        }
        flush();
    }

    /** A receiver's connection has ended before its response. */
    void lost(Line gone) {
        if (gone.equals(line) || unwritten.containsKey(gone)) {
            end();
        }
    }

    /** Messages of the client, in their order. */
    void received(List<String> messages) {
        for (String message : messages) {
            if (guest != null && closeFrame == null && !over) {
                guest.received(message);
            }
        }
    }

    boolean isOpen() {
        return guest != null;
    }

    /** Looks at the clock. */
    void tick(long nowMs) {
        if (guest == null) {
            return;
        }
        boolean abandoned = line == null && nowMs - waitingSinceMs >= options.disconnectMs();
        boolean stuck = closeFrame != null && nowMs - closedMs >= options.disconnectMs();
        if (abandoned || stuck) {
            end();
        } else if (line != null && nowMs - sentMs >= options.heartbeatMs()) {
            put(Frames.HEARTBEAT, nowMs - lineSinceMs >= options.heartbeatMs() * HEARTBEATS_PER_RESPONSE);
        }
    }

    /** So much time does not count. */
    void excuse(long ms, long nowMs) {
        waitingSinceMs = Math.min(nowMs, waitingSinceMs + ms);
        closedMs = Math.min(nowMs, closedMs + ms);
    }

    @Override
    public void send(String message, Lane lane) {
        if (closeFrame != null || over) {
            return;
        }
        String quoted = Frames.quoted(message);
        waiting.add(quoted, ByteBufUtil.utf8Bytes(quoted), lane);
        flushSoon();
    }

    @Override
    public void ping() {
        table.context().runOnContext(ignored -> {
            if (guest != null && !over) {
                guest.alive();
            }
        });
    }

    @Override
    public long queuedBytes() {
        return unwrittenBytes + waiting.bytes();
    }

    @Override
    public long privateBytes() {
        return unwrittenPrivate + waiting.privateBytes();
    }

    /** Ends it for the client's fault. */
    void fail(int code, String reason) {
        if (guest != null && closeFrame == null && !over) {
            guest.failed(code);
        }
        close(code, reason);
    }

    @Override
    public void close(int code, String reason) {
        if (closeFrame == null && !over) {
            closeFrame = Frames.close(code, reason);
            closedMs = table.nowMs();
            flushSoon();
        }
    }

    @Override
    public void terminate() {
        table.context().runOnContext(ignored -> end());
    }

    private void take(Line newcomer) {
        line = newcomer;
        lineBytes = 0;
        lineSinceMs = table.nowMs();
        sentMs = lineSinceMs;
    }

    /** What is sent in one turn of the event loop goes out in one frame. */
    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            table.context().runOnContext(ignored -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        if (over || guest == null) {
            return;
        }
        while (line != null && !waiting.isEmpty() && takesMore(line)) {
            putMessages(line.framing().isStreaming() ? PIECE_BYTES : Integer.MAX_VALUE);
        }
        if (line != null && closeFrame != null && waiting.isEmpty()) {
            told = true;
            put(closeFrame, true);
        }
    }

    private boolean takesMore(Line to) {
        return !to.framing().isStreaming() || unwritten.getOrDefault(to, 0) < HANDED_BYTES;
    }

    /** One frame with what is to leave next, as much as may be in it. */
    private void putMessages(int most) {
        List<String> next = new ArrayList<>();
        int bytes = 0;
        int privateBytes = 0;
        while (!waiting.isEmpty() && (next.isEmpty() || bytes + waiting.nextBytes() <= most)) {
            bytes += waiting.nextBytes();
            privateBytes += waiting.isNextPrice() ? 0 : waiting.nextBytes();
            next.add(waiting.take());
        }
        put(Frames.messages(next), false, privateBytes);
    }

    private void put(String frame, boolean last) {
        put(frame, last, 0);
    }

    private void put(String frame, boolean last, int privateBytes) {
        Line to = line;
        if (to == null) {
            return;
        }
        Buffer wrapped = to.framing().frame(frame);
        int length = wrapped.length();
        lineBytes += length;
        sentMs = table.nowMs();
        boolean ends = last || !to.framing().isStreaming() || lineBytes >= options.responseBytes();
        if (ends) {
            line = null;
            waitingSinceMs = sentMs;
        }
        unwrittenBytes += length;
        unwrittenPrivate += privateBytes;
        unwritten.merge(to, length, Integer::sum);
        to.write(wrapped, ends, table.context(), () -> written(to, length, privateBytes));
    }

    private void written(Line to, int length, int privateBytes) {
        unwrittenBytes -= length;
        unwrittenPrivate -= privateBytes;
        unwritten.computeIfPresent(to, (line, bytes) -> bytes == length ? null : bytes - length);
        if (told && unwritten.isEmpty() && closeFrame != null && !over) {
            table.remember(id, closeFrame);
            end();
        } else {
            flush();
        }
    }

    /** Undoes everything. May be called again. */
    private void end() {
        if (over) {
            return;
        }
        over = true;
        table.remove(id, this);
        waiting.drain(unsent -> {});
        unwritten.keySet().forEach(Line::cut);
        if (line != null) {
            line.cut();
        }
        if (guest != null) {
            guest.ended();
        }
    }
}
