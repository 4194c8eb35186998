package io.quotewire.feed.source.polling;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An exchange that answers as it is told to, or else with two prices. */
final class PlayedLine implements RestLine {
    /** Of A-B and C-D, as Binance says them. */
    static final String PRICES = "[{\"symbol\":\"AB\",\"price\":\"%s\"},{\"symbol\":\"CD\",\"price\":\"2.50\"}]";

    final List<String> asked = new ArrayList<>();
    final Deque<RestAnswer> answers = new ArrayDeque<>();
    final Deque<Promise<RestAnswer>> pending = new ArrayDeque<>();
    /** Whatever asks for this is refused; empty if nothing is. */
    String unknown = "";

    boolean dead;
    boolean holdBack;
    boolean closed;

    @Override
    public Future<RestAnswer> get(String url, RestRequest request) {
        asked.add(url);
        if (holdBack) {
            pending.add(Promise.promise());
            return pending.peekLast().future();
        }
        if (dead) {
            return Future.failedFuture(new RestFailure(RestFailure.Kind.CONNECT, "no whole answer in 5000 ms"));
        }
        if (!unknown.isEmpty() && url.contains(unknown)) {
            return Future.succeededFuture(new RestAnswer(400, null, Buffer.buffer("{\"code\":-1121}")));
        }
        RestAnswer told = answers.poll();
        return Future.succeededFuture(
                told == null ? new RestAnswer(200, null, Buffer.buffer(PRICES.formatted("1." + asked.size()))) : told);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }

    @Override
    public int underWay() {
        return 0;
    }
}
