package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.transport.websocket.Cut;
import io.quotewire.gateway.transport.websocket.UnsentLimit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * A request whose response carries frames to the client. It does what its session says, by message; see {@link Line}.
 * Confined to the event loop of its connection.
 */
final class Receiver {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Framing framing;
    private boolean begun;
    private boolean ended;

    Receiver(HttpServerRequest request, Framing framing) {
        this.request = request;
        this.framing = framing;
        response = request.response();
    }

    /** Tells when the client goes before the response has ended. */
    void onGone(Runnable gone) {
        response.closeHandler(closed -> gone.run());
        response.exceptionHandler(failure -> {});
        if (response.closed()) {
            gone.run();
        }
    }

    /**
     * Sends a frame.
     *
     * @param last whether the response ends with it
     * @param written told when the frame has left the process, or never will
     */
    void write(Buffer frame, boolean last, Runnable written) {
        if (ended || response.closed()) {
            written.run();
            return;
        }
        begin();
        if (!last) {
            response.write(frame).onComplete(done -> written.run());
            return;
        }
        ended = true;
        response.end(frame).onComplete(done -> {
            written.run();
            if (endsWithItsConnection()) {
                request.connection().close();
            }
        });
    }

    /** Answers instead of a first frame. */
    void refuse(SockJsRefusal refusal) {
        if (!begun && !ended && !response.closed()) {
            ended = true;
            refusal.headers().forEach(response::putHeader);
            response.setStatusCode(refusal.status())
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(refusal.body().toBuffer());
        }
    }

    /** Ends the connection at once, without waiting for what was not written. */
    void cut() {
        ended = true;
        Cut.now(request.connection());
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        response.putHeader("Content-Type", framing.contentType()).putHeader("X-Content-Type-Options", "nosniff");
        if (!framing.isStreaming()) {
            return;
        }
        UnsentLimit.on(request);
        if (!endsWithItsConnection()) {
            response.setChunked(true);
        }
        response.write(framing.prelude());
    }

    /** HTTP/1.0 has no chunks: the end of a response of unknown length is the end of the connection. */
    private boolean endsWithItsConnection() {
        return framing.isStreaming() && request.version() == HttpVersion.HTTP_1_0;
    }
}
