package io.quotewire.gateway.control;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to one question, until every node has told its own or there is no time left. Confined to one context.
 *
 * @param <T> what a node answers
 */
final class Gathering<T> {
    private final int members;
    private final Map<String, T> answers = new LinkedHashMap<>();
    private final Promise<Void> complete = Promise.promise();

    /** Waits for so many nodes; those without a gateway never answer. */
    Gathering(int members) {
        this.members = members;
    }

    void add(String node, T answer) {
        answers.putIfAbsent(node, answer);
        if (answers.size() >= members) {
            finish();
        }
    }

    void finish() {
        complete.tryComplete();
    }

    Future<Void> done() {
        return complete.future();
    }

    List<T> answers() {
        return List.copyOf(answers.values());
    }

    int nodes() {
        return answers.size();
    }
}
