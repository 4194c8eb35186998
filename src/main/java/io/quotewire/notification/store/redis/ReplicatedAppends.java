package io.quotewire.notification.store.redis;

import io.quotewire.bus.FailureCode;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Waits until so many replicas have what was appended. What comes meanwhile waits for the next round, so that many share one
 * waiting. Confined to the store's context.
 */
final class ReplicatedAppends implements Appends {
    private static final int MAX_ROUND = 200;

    private final RedisLink link;
    private final RedisScript script;
    private final RedisSettings settings;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean busy;

    private record Pending(List<String> keys, List<String> args, Promise<Response> promise) {}

    ReplicatedAppends(RedisLink link, RedisScript script, RedisSettings settings) {
        this.link = link;
        this.script = script;
        this.settings = settings;
    }

    @Override
    public Future<Response> append(List<String> keys, List<String> args) {
        if (waiting.size() >= settings.maxWaiting()) {
            return Future.failedFuture(
                    FailureCode.STORE_UNAVAILABLE.toException("too many requests wait for the store"));
        }
        Pending pending = new Pending(keys, args, Promise.promise());
        waiting.add(pending);
        pump();
        return pending.promise().future();
    }

    /** By its text, since a script that Redis has forgotten would be run after the waiting. */
    private void pump() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        List<Pending> round = new ArrayList<>();
        List<Future<Response>> answers = new ArrayList<>();
        while (round.size() < MAX_ROUND && !waiting.isEmpty()) {
            Pending next = waiting.remove();
            round.add(next);
            answers.add(script.runText(link, next.keys(), next.args()));
        }
        Future<Response> replicas =
                link.ask(Request.cmd(Command.WAIT).arg(settings.waitReplicas()).arg(settings.timeoutMs() / 2));
        List<Future<Response>> all = new ArrayList<>(answers);
        all.add(replicas);
        Future.join(all).onComplete(done -> {
            busy = false;
            settle(round, answers, replicas);
            pump();
        });
    }

    private void settle(List<Pending> round, List<Future<Response>> answers, Future<Response> replicas) {
        boolean enough = replicas.succeeded() && replicas.result().toInteger() >= settings.waitReplicas();
        for (int i = 0; i < round.size(); i++) {
            Promise<Response> promise = round.get(i).promise();
            Future<Response> answer = answers.get(i);
            if (answer.failed() || enough) {
                promise.handle(answer);
            } else if (replicas.failed()) {
                promise.fail(replicas.cause());
            } else {
                promise.fail(FailureCode.STORE_UNAVAILABLE.toException(Trouble.REPLICAS));
            }
        }
    }
}
