package io.quotewire.monitoring.health;

import io.quotewire.bus.Address;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the figures of every node of the cluster. Nobody knows how many nodes there are, so a gathering ends at its
 * deadline; questions that come meanwhile share it. Confined to the context that made it.
 */
public final class ClusterSurvey {
    /** Longer than a node waits for its own verticles: the node with the hung one is the one to hear of. */
    private static final long DEADLINE_MS = 1_500;

    private static final int MAX_NODES = 1_000;

    private final Vertx vertx;
    private final Scope scope;
    private final NodeIdentity node;
    private final NodeSurvey survey;
    private long gatherings;
    private @Nullable Gathering current;

    /**
     * A survey of the cluster.
     *
     * @param vertx whose bus to ask over
     * @param scope owns the consumers and the deadline
     * @param node who asks
     * @param survey answers for this node
     */
    public ClusterSurvey(Vertx vertx, Scope scope, NodeIdentity node, NodeSurvey survey) {
        this.vertx = vertx;
        this.scope = scope;
        this.node = node;
        this.survey = survey;
    }

    /**
     * Begins to answer other nodes.
     *
     * @return succeeds when the cluster knows it
     */
    public Future<Void> start() {
        return Future.all(
                        scope.<Object>consume(Address.STATUS_GATHER.text(), this::answer),
                        scope.<Object>consume(Address.statusReplies(node.id()), this::collect))
                .mapEmpty();
    }

    /**
     * Asks all nodes and waits until the deadline.
     *
     * @param only of this kind of verticle, or null for all
     * @return what each node that answered in time said, in the order of their ids
     */
    public Future<List<JsonObject>> ask(@Nullable VerticleKind only) {
        return gather().map(reports ->
                reports.values().stream().map(report -> narrowed(report, only)).toList());
    }

    private Future<Map<String, JsonObject>> gather() {
        Gathering running = current;
        if (running == null) {
            Gathering begun = new Gathering(++gatherings, new TreeMap<>(), Promise.promise());
            running = begun;
            current = begun;
            scope.after(DEADLINE_MS, this::finish);
            // Not over the bus: where a member hangs, the cluster may not carry anything for a while.
            survey.ask().onSuccess(report -> begun.reports.put(node.id(), report.toJson(null)));
            vertx.eventBus()
                    .publish(
                            Address.STATUS_GATHER.text(),
                            new JsonObject()
                                    .put("replyTo", Address.statusReplies(node.id()))
                                    .put("gather", begun.number));
        }
        return running.promise.future();
    }

    private void answer(Message<Object> message) {
        if (message.body() instanceof JsonObject body
                && body.getValue("replyTo") instanceof String replyTo
                && body.getValue("gather") instanceof Number gather
                && !replyTo.equals(Address.statusReplies(node.id()))) {
            survey.ask()
                    .onSuccess(report -> vertx.eventBus()
                            .send(
                                    replyTo,
                                    new JsonObject()
                                            .put("gather", gather)
                                            .put("node", node.id())
                                            .put("report", report.toJson(null))));
        }
    }

    private void collect(Message<Object> message) {
        Gathering running = current;
        if (running != null
                && message.body() instanceof JsonObject body
                && body.getValue("gather") instanceof Number gather
                && gather.longValue() == running.number
                && body.getValue("node") instanceof String from
                && body.getValue("report") instanceof JsonObject report
                && running.reports.size() < MAX_NODES) {
            running.reports.put(from, report);
        }
    }

    /** A gathering is shared: each question takes its part of it. */
    private static JsonObject narrowed(JsonObject report, @Nullable VerticleKind only) {
        JsonObject copy = report.copy();
        if (only != null && copy.getValue("verticles") instanceof JsonObject verticles) {
            copy.put("verticles", new JsonObject());
            if (verticles.getValue(only.text()) instanceof JsonObject wanted) {
                copy.getJsonObject("verticles").put(only.text(), wanted);
            }
        }
        return copy;
    }

    private void finish() {
        Gathering done = current;
        current = null;
        if (done != null) {
            done.promise.complete(done.reports);
        }
    }

    private record Gathering(long number, Map<String, JsonObject> reports, Promise<Map<String, JsonObject>> promise) {}
}
