package io.quotewire.monitoring.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.CredentialAnswer;
import io.quotewire.bus.CredentialQuestion;
import io.quotewire.bus.MalformedMessageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /admin/*}: who asks is told by a gateway, what is asked is done by the gateways, on this node or another. Takes
 * credentials from headers only that no browser sends by itself. Confined to the context that made it.
 */
public final class AdminApi {
    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final String DOCUMENT = "openapi/admin.json";
    /** After a minute no refused credential counts any more. */
    private static final String FORGOTTEN_SECONDS = "60";

    private static final String JSON = "application/json";
    private static final String UNKNOWN = "unknown";
    private static final int MAX_STREAMS = 20;

    private final Vertx vertx;
    private final HostCheck hosts;
    private final ClusterCommands cluster;
    private final AdminRecords records;
    private final Set<WatchStream> streams = new LinkedHashSet<>();

    /**
     * An API that nobody has asked yet.
     *
     * @param vertx whose bus
     * @param node the node's id
     * @param host what the management server listens on
     * @param options by what names it may be called
     * @param registry the process's meters
     */
    public AdminApi(Vertx vertx, String node, String host, AdminOptions options, MeterRegistry registry) {
        this.vertx = vertx;
        hosts = new HostCheck(host, options.hosts());
        cluster = new ClusterCommands(vertx);
        records = new AdminRecords(vertx.eventBus(), node, registry, System::currentTimeMillis);
    }

    /** Ends every stream. */
    public void close() {
        List.copyOf(streams).forEach(WatchStream::close);
    }

    /** Looks at the clock; to be called now and then. */
    public void tick() {
        records.tick();
    }

    /**
     * Answers a request whose path begins with {@link AdminOperation#PREFIX}.
     *
     * @param request its head is complete
     */
    public void handle(HttpServerRequest request) {
        String ip = ip(request);
        Optional<String> fault = hosts.fault(request.headers());
        if (fault.isPresent()) {
            records.refused(ip, fault.get());
            refuse(request, UNKNOWN, new AdminRefusal(403, "FORBIDDEN", "not from here"));
            return;
        }
        List<AdminOperation> there = AdminOperation.at("" + request.path());
        Optional<AdminOperation> found = there.stream()
                .filter(one -> one.method().equals(request.method()))
                .findFirst();
        if (there.isEmpty()) {
            refuse(request, UNKNOWN, new AdminRefusal(404, "NOT_FOUND", "there is nothing here"));
        } else if (found.isEmpty()) {
            String allowed = there.stream().map(one -> one.method().name()).collect(Collectors.joining(", "));
            request.response().putHeader("Allow", allowed);
            refuse(request, UNKNOWN, new AdminRefusal(405, "BAD_METHOD", "not with this method"));
        } else if (found.get() == AdminOperation.OPENAPI) {
            describe(request);
        } else {
            answer(request, found.get());
        }
    }

    private void answer(HttpServerRequest request, AdminOperation operation) {
        Future<Buffer> body = operation.method().equals(HttpMethod.POST)
                ? new RequestBody(vertx, request).read()
                : Future.succeededFuture(Buffer.buffer());
        CredentialQuestion question = new CredentialQuestion(
                request.getHeader("Authorization"),
                request.getHeader("X-API-Key"),
                ip(request),
                "admin " + operation.text());
        // Together, so that nothing of the body is lost meanwhile.
        Future<CredentialAnswer> who = cluster.verify(question);
        Future.join(who, body)
                .recover(failure -> Future.failedFuture(who.failed() ? who.cause() : failure))
                .onSuccess(both -> carryOut(request, operation, who.result().userId(), body.result()))
                .onFailure(failure -> refuse(request, operation.text(), failure));
    }

    private void carryOut(HttpServerRequest request, AdminOperation operation, String by, Buffer body) {
        Future<Void> done;
        try {
            JsonObject message = operation.method().equals(HttpMethod.POST)
                    ? CommandReader.command(operation, body)
                    : CommandReader.question(operation, request.path(), request.params());
            message.put("by", by);
            done = operation == AdminOperation.WATCH ? watch(request, message) : ask(request, operation, message);
        } catch (MalformedMessageException malformed) {
            records.refused(ip(request), operation.text(), by, "BAD_MESSAGE");
            done = Future.failedFuture(AdminRefusal.badField(malformed));
        }
        done.onFailure(failure -> refuse(request, operation.text(), failure));
    }

    private Future<Void> ask(HttpServerRequest request, AdminOperation operation, JsonObject message) {
        return cluster.ask(Objects.requireNonNull(operation.address()), message)
                .map(reply -> operation == AdminOperation.CONNECTION ? only(reply) : reply)
                .onSuccess(reply -> end(request, operation.text(), 200, reply.toBuffer()))
                .mapEmpty();
    }

    private static JsonObject only(JsonObject reply) {
        JsonArray found = reply.getJsonArray("connections");
        if (found.isEmpty()) {
            throw new AdminRefusal(404, "NOT_FOUND", "there is no such connection");
        }
        return found.getJsonObject(0);
    }

    private Future<Void> watch(HttpServerRequest request, JsonObject message) {
        if (streams.size() >= MAX_STREAMS) {
            return Future.failedFuture(new AdminRefusal(503, "RATE_LIMITED", "as many watches as there may be"));
        }
        String name = UUID.randomUUID().toString();
        WatchStream stream = new WatchStream(vertx, request, name, streams::remove);
        streams.add(stream);
        return stream.listening()
                .compose(heard ->
                        cluster.ask(Objects.requireNonNull(AdminOperation.WATCH.address()), message.put("watch", name)))
                .onSuccess(reply -> {
                    records.answered(AdminOperation.WATCH.text(), 200);
                    stream.begin(reply);
                })
                .onFailure(failure -> stream.close())
                .mapEmpty();
    }

    /** What there is is no secret. */
    private void describe(HttpServerRequest request) {
        vertx.fileSystem()
                .readFile(DOCUMENT)
                .onSuccess(document -> end(request, AdminOperation.OPENAPI.text(), 200, document))
                .onFailure(failure -> refuse(request, AdminOperation.OPENAPI.text(), failure));
    }

    private void refuse(HttpServerRequest request, String operation, Throwable failure) {
        AdminRefusal refusal = AdminRefusal.of(failure);
        if (refusal.status() == 500) {
            LOG.atError().setCause(failure).addKeyValue("operation", operation).log("admin request failed");
        }
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (refusal.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.status() == 503) {
            response.putHeader("Retry-After", "1");
        } else if (refusal.status() == 429) {
            response.putHeader("Retry-After", FORGOTTEN_SECONDS);
        }
        if (!request.isEnded()) {
            // The body may be of any size, and nobody reads it.
            response.putHeader("Connection", "close");
        }
        end(request, operation, refusal.status(), refusal.toJson().toBuffer());
    }

    private void end(HttpServerRequest request, String operation, int status, Buffer body) {
        records.answered(operation, status);
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status).putHeader("Content-Type", JSON).end(body);
        }
    }

    private static String ip(HttpServerRequest request) {
        return "" + request.remoteAddress().hostAddress();
    }
}
