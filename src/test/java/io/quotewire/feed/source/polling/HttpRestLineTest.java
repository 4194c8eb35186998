package io.quotewire.feed.source.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpRestLineTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop(vertx);
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> {
                if (!request.path().equals("/silent")) {
                    request.response().end("{}");
                }
            })
            .listen(0, "127.0.0.1")
            .await();
    private final HttpRestLine line = loop.call(() -> new HttpRestLine(vertx));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Future<RestAnswer> get(String path) {
        return line.get("http://127.0.0.1:" + server.actualPort() + path, RestRequest.of(path, List.of()));
    }

    @Test
    void whatIsToldIsToldOnTheEventLoopAlsoTheEnd() {
        String own = loop.call(() -> Thread.currentThread().getName());
        String answered =
                loop.await(() -> get("/").map(answer -> Thread.currentThread().getName()));
        String closed =
                loop.await(() -> line.close().map(done -> Thread.currentThread().getName()));

        assertThat(List.of(answered, closed)).containsOnly(own);
    }

    @Test
    void whoeverWaitsWhenItIsClosedIsToldSo() {
        Future<RestAnswer> waiting = loop.call(() -> get("/silent"));
        assertThat(line.underWay()).isEqualTo(1);
        loop.await(line::close);

        assertThat(waiting.failed()).isTrue();
        assertThat(Objects.requireNonNull(waiting.cause())).hasMessageContaining("closed by us");
        assertThat(line.underWay()).isZero();
    }
}
