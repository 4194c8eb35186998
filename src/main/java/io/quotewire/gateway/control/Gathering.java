package io.quotewire.gateway.control;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;

/** The outcomes of one order, until every node has told its own or there is no time left. Confined to one context. */
final class Gathering {
    private final int members;
    private final Set<String> nodes = new HashSet<>();
    private final Promise<Void> complete = Promise.promise();
    private long closed;

    /** Waits for so many nodes; those without a gateway never answer. */
    Gathering(int members) {
        this.members = members;
    }

    void add(String node, long count) {
        if (nodes.add(node)) {
            closed += count;
        }
        if (nodes.size() >= members) {
            finish();
        }
    }

    void finish() {
        complete.tryComplete();
    }

    Future<Void> done() {
        return complete.future();
    }

    long closed() {
        return closed;
    }

    int nodes() {
        return nodes.size();
    }
}
