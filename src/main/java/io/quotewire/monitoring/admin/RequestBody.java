package io.quotewire.monitoring.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Reads the body of one request, of a bounded length and within a bounded time. Confined to the request's context. */
final class RequestBody {
    private static final int MAX_BYTES = 16 * 1024;
    private static final long DEADLINE_MS = 10_000;
    private final Vertx vertx;
    private final HttpServerRequest request;

    RequestBody(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
    }

    /** The whole body, or an {@link AdminRefusal}. A form, which any page can send, is none. */
    Future<Buffer> read() {
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json( *;.*)?")) {
            return Future.failedFuture(new AdminRefusal(415, "BAD_MESSAGE", "the body must be application/json"));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() <= MAX_BYTES) {
                body.appendBuffer(part);
            } else {
                whole.tryFail(new AdminRefusal(413, "MESSAGE_TOO_LARGE", "the body is too long"));
            }
        });
        request.endHandler(end -> whole.tryComplete(body));
        request.exceptionHandler(gone -> whole.tryFail(new AdminRefusal(400, "BAD_MESSAGE", "the body is cut off")));
        long deadline = vertx.setTimer(
                DEADLINE_MS, late -> whole.tryFail(new AdminRefusal(408, "TIMEOUT", "the body did not come in time")));
        return whole.future().onComplete(done -> vertx.cancelTimer(deadline));
    }
}
