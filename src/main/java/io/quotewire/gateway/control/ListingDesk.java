package io.quotewire.gateway.control;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.SanctionQuery;
import io.quotewire.gateway.limit.Blocks;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows administrators who is connected in the cluster and what is in force against whom, a page at a time. Confined to one
 * context.
 */
public final class ListingDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ListingDesk.class);
    private static final long DEADLINE_MS = 1_000;

    private final Vertx vertx;
    private final Scope scope;
    private final String node;
    private final SanctionMap sanctions;
    private final Crowd crowd;
    private final ControlRecords records;
    private final IntSupplier members;
    private final Map<String, Gathering<ConnectionPage>> gatherings = new HashMap<>();
    private long questions;

    /**
     * A desk that answers nothing yet.
     *
     * @param vertx whose bus
     * @param node the node's id
     * @param sanctions the cluster's sanctions
     * @param crowd this node's connections
     * @param records where it is written who has looked
     * @param members how many nodes there are
     */
    public ListingDesk(
            Vertx vertx, String node, SanctionMap sanctions, Crowd crowd, ControlRecords records, IntSupplier members) {
        this.vertx = vertx;
        this.node = node;
        this.sanctions = sanctions;
        this.crowd = crowd;
        this.records = records;
        this.members = members;
        scope = new Scope(vertx);
    }

    /**
     * Answers from now on.
     *
     * @return succeeds when the cluster knows it
     */
    public Future<Void> start() {
        return Future.all(
                        scope.<Object>consume(Address.CONTROL_CONNECTIONS.text(), this::connections),
                        scope.<Object>consume(Address.CONTROL_SANCTIONS.text(), this::sanctions),
                        scope.consume(Address.CONTROL_LIST.text(), Bodies.json(Asked::from), this::answer),
                        scope.consume(Address.controlListings(node), Bodies.json(Told::from), this::collect))
                .mapEmpty();
    }

    /**
     * Answers nothing any more.
     *
     * @return when done
     */
    public Future<Void> close() {
        List.copyOf(gatherings.values()).forEach(Gathering::finish);
        return scope.close();
    }

    /**
     * The connections of the cluster, without a trace of who has looked: for those who tell no addresses on.
     *
     * @param query which
     * @return the first of them, of those nodes that have answered within a second
     */
    public Future<ConnectionPage> connections(ConnectionQuery query) {
        return gather(query).map(gathering -> ConnectionPage.of(gathering.answers(), query.limit()));
    }

    private void connections(Message<Object> message) {
        ConnectionQuery query;
        try {
            query = canonical(ConnectionQuery.from(body(message)));
        } catch (MalformedMessageException malformed) {
            refuse(message, "connections", malformed);
            return;
        }
        gather(query).onSuccess(gathering -> {
            ConnectionPage page = ConnectionPage.of(gathering.answers(), query.limit());
            records.listed("connections", query.by(), query, page.connections().size());
            JsonObject reply = page.toJson().put("nodes", gathering.nodes());
            page.next().ifPresent(next -> reply.put("next", next));
            message.reply(reply);
        });
    }

    private void sanctions(Message<Object> message) {
        SanctionQuery query;
        try {
            query = SanctionQuery.from(body(message));
        } catch (MalformedMessageException malformed) {
            refuse(message, "sanctions", malformed);
            return;
        }
        sanctions.all().onSuccess(all -> message.reply(page(query, all))).onFailure(failure -> {
            LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("sanctions could not be read");
            message.fail(FailureCode.STORE_UNAVAILABLE.number(), "the cluster's map cannot be read");
        });
    }

    private JsonObject page(SanctionQuery query, List<Sanction> all) {
        String after = query.after();
        List<Sanction> found = all.stream()
                .filter(one -> (one.kind() == Sanction.Kind.ADDRESS) == (query.kind() == SanctionQuery.Kind.BLOCKS))
                .filter(one -> after == null || one.key().compareTo(after) > 0)
                .sorted(Comparator.comparing(Sanction::key))
                .toList();
        List<Sanction> shown = found.subList(0, Math.min(query.limit(), found.size()));
        JsonArray rows = new JsonArray();
        shown.forEach(one -> rows.add(one.toJson()));
        String what = query.kind() == SanctionQuery.Kind.BLOCKS ? "blocks" : "revocations";
        records.listed(what, query.by(), null, shown.size());
        JsonObject reply = new JsonObject().put(what, rows).put("total", found.size());
        if (shown.size() < found.size()) {
            reply.put("next", shown.get(shown.size() - 1).key());
        }
        return reply;
    }

    private Future<Gathering<ConnectionPage>> gather(ConnectionQuery query) {
        boolean everywhere = query.node() == null;
        Gathering<ConnectionPage> gathering = new Gathering<>(everywhere ? members.getAsInt() : 1);
        String id = Long.toString(++questions, 36);
        gatherings.put(id, gathering);
        long deadline = scope.after(DEADLINE_MS, gathering::finish);
        if (vertx.isClustered()) {
            vertx.eventBus()
                    .publish(
                            Address.CONTROL_LIST.text(),
                            new JsonObject()
                                    .put("id", id)
                                    .put("replyTo", Address.controlListings(node))
                                    .put("query", query.toJson()));
        }
        if (everywhere || node.equals(query.node())) {
            crowd.list(query).onSuccess(page -> gathering.add(node, page));
        } else if (!vertx.isClustered()) {
            gathering.finish();
        }
        return gathering.done().map(done -> {
            scope.cancel(deadline);
            gatherings.remove(id);
            return gathering;
        });
    }

    /** What another node's gateway asks. */
    private record Asked(String id, String replyTo, ConnectionQuery query) {
        private static Asked from(JsonObject body) {
            return new Asked(text(body, "id"), text(body, "replyTo"), ConnectionQuery.from(object(body, "query")));
        }
    }

    /** What another node's gateway answers. */
    private record Told(String id, String node, ConnectionPage page) {
        private static Told from(JsonObject body) {
            return new Told(text(body, "id"), text(body, "node"), ConnectionPage.from(object(body, "page")));
        }

        private JsonObject toJson() {
            return new JsonObject().put("id", id).put("node", node).put("page", page.toJson());
        }
    }

    private void answer(Asked asked) {
        ConnectionQuery query = asked.query();
        boolean isOwn = asked.replyTo().equals(Address.controlListings(node));
        if (!isOwn && (query.node() == null || query.node().equals(node))) {
            crowd.list(query)
                    .onSuccess(page ->
                            vertx.eventBus().send(asked.replyTo(), new Told(asked.id(), node, page).toJson()));
        }
    }

    private void collect(Told told) {
        Gathering<ConnectionPage> gathering = gatherings.get(told.id());
        if (gathering != null) {
            gathering.add(told.node(), told.page());
        }
    }

    private static String text(JsonObject body, String field) {
        if (body.getValue(field) instanceof String text) {
            return text;
        }
        throw new MalformedMessageException(field, "is required, a string");
    }

    private static JsonObject object(JsonObject body, String field) {
        if (body.getValue(field) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedMessageException(field, "is required, an object");
    }

    private void refuse(Message<Object> message, String what, MalformedMessageException malformed) {
        records.refused(what, message.body(), malformed.field());
        message.fail(FailureCode.BAD_MESSAGE.number(), String.valueOf(malformed.getMessage()));
    }

    private static JsonObject body(Message<Object> message) {
        return message.body() instanceof JsonObject json ? json : new JsonObject();
    }

    /** An address is found whatever way it is written. */
    private static ConnectionQuery canonical(ConnectionQuery query) {
        CommandCheck.requireNoToken("userId", query.userId());
        CommandCheck.requireNoToken("connectionId", query.connectionId());
        if (query.ip() == null) {
            return query;
        }
        String ip = Blocks.canonical(query.ip())
                .orElseThrow(() -> new MalformedMessageException("ip", "must be an IPv4 or IPv6 address"));
        return new ConnectionQuery(
                query.userId(), ip, query.connectionId(), query.node(), query.after(), query.by(), query.limit());
    }
}
