package io.quotewire.feed.source.polling;

import io.quotewire.kit.lifecycle.OnContext;
import io.vertx.core.Context;
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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests over HTTP: answers of bounded size, in bounded time, from the configured address only, since redirections are not
 * followed. Confined to the event loop that made it.
 */
public final class HttpRestLine implements RestLine {
    /** How long an answer may take, milliseconds. */
    static final int DEADLINE_MS = 5_000;

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int KEEP_ALIVE_S = 30;

    private static final class Exchange {
        private final Promise<RestAnswer> answer = Promise.promise();
        private @Nullable HttpClientRequest request;
    }

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final Map<Long, Exchange> underWay = new HashMap<>();

    /**
     * A line that has asked nothing yet.
     *
     * @param vertx where it runs; called on its event loop
     */
    public HttpRestLine(Vertx vertx) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(DEADLINE_MS)
                .setKeepAliveTimeout(KEEP_ALIVE_S)
                .setDecompressionSupported(true));
    }

    @Override
    public Future<RestAnswer> get(String url, RestRequest request) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "quotewire");
        request.headers().forEach(options::putHeader);
        Exchange exchange = new Exchange();
        long deadline =
                vertx.setTimer(DEADLINE_MS, late -> fail(exchange, "no whole answer in " + DEADLINE_MS + " ms"));
        underWay.put(deadline, exchange);
        client.request(options)
                .compose(open -> {
                    exchange.request = open;
                    return open.send();
                })
                .onSuccess(response -> collect(response, exchange))
                .onFailure(cause -> fail(exchange, text(cause)));
        return exchange.answer.future().onComplete(done -> {
            vertx.cancelTimer(deadline);
            underWay.remove(deadline);
            HttpClientRequest sent = exchange.request;
            if (done.failed() && sent != null) {
                Future<Void> unused = sent.reset();
            }
        });
    }

    @Override
    public Future<Void> close() {
        Map.copyOf(underWay).values().forEach(exchange -> fail(exchange, "closed by us"));
        return OnContext.of(context, client.close());
    }

    @Override
    public int underWay() {
        return underWay.size();
    }

    private static void collect(HttpClientResponse response, Exchange exchange) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(cause -> fail(exchange, text(cause)));
        response.handler(part -> {
            if (body.length() + part.length() <= MAX_BYTES) {
                body.appendBuffer(part);
            } else {
                fail(exchange, "more than " + MAX_BYTES + " bytes");
            }
        });
        response.endHandler(end -> exchange.answer.tryComplete(
                new RestAnswer(response.statusCode(), response.getHeader("Retry-After"), body)));
    }

    private static void fail(Exchange exchange, String text) {
        exchange.answer.tryFail(new RestFailure(RestFailure.Kind.CONNECT, text));
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
