package io.quotewire.monitoring.audit;

import io.quotewire.bus.Address;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the audit events of its own node and has them written, on a thread of its own. What a disk does not take is counted
 * and told, and nothing waits for it. Confined to the context that made it.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_WAITING = 10_000;

    private final Context context;
    private final String node;
    private final AuditFile file;
    private final WorkerExecutor writer;
    private List<String> waiting = new ArrayList<>();
    private Future<Void> writing = Future.succeededFuture();
    private String problem = "";
    private long written;
    private long lost;

    /**
     * A log that hears nothing yet.
     *
     * @param vertx for the thread that writes
     * @param context whose state this is
     * @param node whose events are written
     * @param stateDirectory the folder that the audit's is in
     * @param options size and number of the files
     */
    public AuditLog(Vertx vertx, Context context, String node, Path stateDirectory, AuditOptions options) {
        this.context = context;
        this.node = node;
        file = new AuditFile(stateDirectory.resolve("audit"), options);
        writer = vertx.createSharedWorkerExecutor("audit", 1);
    }

    /**
     * Hears from now on.
     *
     * @param scope owns the consumer
     * @return succeeds when the cluster knows it
     */
    public Future<Void> start(Scope scope) {
        return scope.consume(Address.AUDIT_EVENT.text(), this::hear);
    }

    /**
     * Writes what waits, and ends.
     *
     * @return when done
     */
    public Future<Void> close() {
        return drained()
                .eventually(() -> writer.executeBlocking(() -> {
                    file.close();
                    return null;
                }))
                .eventually(writer::close);
    }

    /**
     * Whether what came was written.
     *
     * @return {@code {"ok","text"}}
     */
    public JsonObject check() {
        return new JsonObject()
                .put("ok", problem.isEmpty())
                .put("text", problem.isEmpty() ? "written" : "not written, as the log says");
    }

    /**
     * How many lines were written and lost since the start.
     *
     * @return counts by name
     */
    public JsonObject figures() {
        return new JsonObject().put("auditWritten", written).put("auditLost", lost);
    }

    private void hear(Message<Object> message) {
        if (!(message.body() instanceof JsonObject event) || !node.equals(event.getValue("node"))) {
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            lost++;
            return;
        }
        waiting.add(event.encode());
        if (waiting.size() == 1) {
            write();
        }
    }

    private void write() {
        if (!writing.isComplete() || waiting.isEmpty()) {
            return;
        }
        List<String> lines = waiting;
        waiting = new ArrayList<>();
        writing = writer.<Void>executeBlocking(() -> {
                    file.append(lines);
                    return null;
                })
                .transform(done -> {
                    settle(lines.size(), done.succeeded() ? "" : text(done.cause()));
                    return Future.succeededFuture();
                });
        writing.onComplete(done -> context.runOnContext(next -> write()));
    }

    private void settle(int lines, String failure) {
        if (failure.isEmpty()) {
            written += lines;
        } else {
            lost += lines;
        }
        if (!failure.isEmpty() && problem.isEmpty()) {
            LOG.atWarn().addKeyValue("cause", failure).log("audit not written; clients are served as before");
        } else if (failure.isEmpty() && !problem.isEmpty()) {
            LOG.atInfo().addKeyValue("lost", lost).log("audit written again");
        }
        problem = failure;
    }

    private Future<Void> drained() {
        if (waiting.isEmpty() && writing.isComplete()) {
            return Future.succeededFuture();
        }
        write();
        return writing.compose(done -> drained());
    }

    private static String text(Throwable failure) {
        return failure instanceof IOException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
