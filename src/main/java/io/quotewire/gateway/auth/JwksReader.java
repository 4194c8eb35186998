package io.quotewire.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches a document: of bounded size, in bounded time, from the configured address only, since redirections are not followed.
 * Confined to the context that reads, and ends with it.
 */
final class JwksReader {
    /** How long an answer may take, milliseconds. */
    static final int DEADLINE_MS = 5_000;

    private static final int MAX_BYTES = 256 * 1024;
    private final Vertx vertx;
    private final HttpClient client;
    private final URI address;
    private final int deadlineMs;

    JwksReader(Vertx vertx, URI address, int deadlineMs) {
        this.vertx = vertx;
        this.address = address;
        this.deadlineMs = deadlineMs;
        client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout(deadlineMs));
    }

    /** The document, or an {@link IOException} that says what came instead. */
    Future<byte[]> read() {
        Promise<byte[]> answer = Promise.promise();
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        long deadline = vertx.setTimer(deadlineMs, late -> fail(answer, "no whole answer in " + deadlineMs + " ms"));
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json");
        client.request(options)
                .compose(request -> {
                    sent.set(request);
                    return request.send();
                })
                .onSuccess(response -> collect(response, answer))
                .onFailure(failure -> fail(answer, reason(failure)));
        return answer.future().onComplete(done -> {
            vertx.cancelTimer(deadline);
            HttpClientRequest request = sent.get();
            if (done.failed() && request != null) {
                Future<Void> unused = request.reset();
            }
        });
    }

    private static void collect(HttpClientResponse response, Promise<byte[]> answer) {
        response.exceptionHandler(failure -> fail(answer, reason(failure)));
        if (response.statusCode() != 200) {
            fail(answer, "HTTP status " + response.statusCode());
            return;
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() <= MAX_BYTES) {
                body.appendBuffer(part);
            } else {
                fail(answer, "more than " + MAX_BYTES + " bytes");
            }
        });
        response.endHandler(end -> answer.tryComplete(body.getBytes()));
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static void fail(Promise<byte[]> answer, String reason) {
        answer.tryFail(new IOException(reason));
    }
}
