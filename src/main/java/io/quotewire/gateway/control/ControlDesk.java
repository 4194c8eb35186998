package io.quotewire.gateway.control;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.ControlAction;
import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.ControlOrder;
import io.quotewire.bus.ControlOutcome;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes administrators' commands on one node, has all nodes carry them out, and tells how many connections were closed. What
 * stays in force is kept in the cluster's map too: a node that joins reads it before it serves anybody, and all compare
 * themselves with it every few seconds, since the bus may lose an order. Confined to one context.
 */
public final class ControlDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDesk.class);
    private static final long DEADLINE_MS = 1_000;
    private static final long COMPARE_MS = 5_000;

    private final Vertx vertx;
    private final Scope scope;
    private final DeskOptions options;
    private final SanctionMap map;
    private final SanctionFile file;
    private final Crowd crowd;
    private final ControlRecords records;
    private final IntSupplier members;
    private final OrderTerms terms;
    private final Register register = new Register();
    private final Map<String, Gathering<Long>> gatherings = new HashMap<>();
    private long orders;
    private boolean comparing;
    private boolean mapFails;

    /**
     * A desk that takes nothing yet.
     *
     * @param vertx whose bus
     * @param options of this node
     * @param map the cluster's sanctions
     * @param file what this node knows of them after a restart
     * @param crowd this node's connections
     * @param records where it is written what was done
     * @param members how many nodes there are
     */
    public ControlDesk(
            Vertx vertx,
            DeskOptions options,
            SanctionMap map,
            SanctionFile file,
            Crowd crowd,
            ControlRecords records,
            IntSupplier members) {
        this.vertx = vertx;
        this.scope = new Scope(vertx);
        this.options = options;
        this.map = map;
        this.file = file;
        this.crowd = crowd;
        this.records = records;
        this.members = members;
        terms = new OrderTerms(options.revocationMs());
    }

    /**
     * Takes commands from now on.
     *
     * @return succeeds when everything that is in force in the cluster is in force here
     */
    public Future<Void> start() {
        List<Future<Void>> heard = new ArrayList<>();
        for (ControlAction action : ControlAction.values()) {
            heard.add(scope.<Object>consume(action.address().text(), message -> take(action, message)));
        }
        heard.add(scope.consume(Address.CONTROL_ORDER.text(), Bodies.json(ControlOrder::from), this::follow));
        heard.add(scope.consume(
                Address.controlReplies(options.node()), Bodies.json(ControlOutcome::from), this::collect));
        scope.every(COMPARE_MS, this::compare);
        return Future.all(heard)
                .compose(all -> map.all())
                .compose(all -> crowd.impose(register.unknown(all, nowMs())))
                .compose(imposed -> file.read())
                .compose(this::remember)
                .onSuccess(imposed -> count())
                .mapEmpty();
    }

    /**
     * What was in force when this node went. Of blocks, which can be lifted, the others know better, if there are others; for
     * revocations all nodes know is what each knows.
     */
    private Future<Void> remember(List<Sanction> before) {
        boolean alone = members.getAsInt() <= 1;
        List<Sanction> unknown = register.unknown(
                before.stream()
                        .filter(sanction -> sanction.untilMs() > options.wallMs())
                        .filter(sanction -> alone || sanction.kind() != Sanction.Kind.ADDRESS)
                        .toList(),
                nowMs());
        return crowd.impose(unknown)
                .compose(imposed -> Future.join(unknown.stream().map(map::put).toList()))
                .mapEmpty();
    }

    /**
     * Takes nothing any more.
     *
     * @return when done
     */
    public Future<Void> close() {
        List.copyOf(gatherings.values()).forEach(Gathering::finish);
        return scope.close();
    }

    private void take(ControlAction action, Message<Object> message) {
        ControlCommand command;
        try {
            command = CommandCheck.command(action, message.body());
        } catch (MalformedMessageException malformed) {
            records.refused(action.text(), message.body(), malformed.field());
            message.fail(FailureCode.BAD_MESSAGE.number(), String.valueOf(malformed.getMessage()));
            return;
        }
        ControlOrder order = order(action, command);
        everywhere(order).onSuccess(done -> {
            records.done(order, sum(done.gathering()), done.gathering().nodes(), done.kept());
            if (done.kept()) {
                message.reply(reply(order, done.gathering()));
            } else {
                message.fail(FailureCode.STORE_UNAVAILABLE.number(), notKept(done));
            }
        });
    }

    /**
     * Blocks an address as a command does, unasked by any administrator; of no effect where it is blocked for longer already.
     *
     * @param address as {@link io.quotewire.gateway.limit.CountedAddress} writes it
     * @param seconds for how long
     * @param reason why
     * @return succeeds when it is done, and kept for nodes that start later
     */
    public Future<Void> block(String address, long seconds, String reason) {
        ControlOrder order = order(
                ControlAction.BLOCK,
                new ControlCommand(null, null, null, address, ControlRecords.BY_ITSELF, reason, seconds, null, null));
        if (register.outlasts(terms.sanction(order))) {
            return Future.succeededFuture();
        }
        return everywhere(order).compose(done -> {
            records.blockedByItself(
                    order, sum(done.gathering()), done.gathering().nodes(), done.kept());
            return done.kept() ? Future.succeededFuture() : Future.failedFuture(notKept(done));
        });
    }

    private ControlOrder order(ControlAction action, ControlCommand command) {
        return new ControlOrder(Long.toString(++orders, 36), options.node(), action, command, options.wallMs());
    }

    /**
     * What became of an order.
     *
     * @param gathering how many connections were closed where
     * @param kept whether nodes that start later will know of it
     */
    private record Done(Gathering<Long> gathering, boolean kept) {}

    private Future<Done> everywhere(ControlOrder order) {
        Future<Gathering<Long>> gathered = giveOut(order);
        Future<Void> kept = keep(order);
        return Future.join(gathered, kept).transform(both -> gathered.map(all -> new Done(all, kept.succeeded())));
    }

    private static String notKept(Done done) {
        return "done on " + done.gathering().nodes() + " nodes, but not kept for those that start later";
    }

    /** Here at once; to the others over the bus, where a member that hangs may be in the way. */
    private Future<Gathering<Long>> giveOut(ControlOrder order) {
        Gathering<Long> gathering = new Gathering<>(members.getAsInt());
        gatherings.put(order.id(), gathering);
        if (vertx.isClustered()) {
            vertx.eventBus().publish(Address.CONTROL_ORDER.text(), order.toJson());
        }
        long deadline = scope.after(DEADLINE_MS, gathering::finish);
        carryOut(order).onSuccess(closed -> gathering.add(options.node(), closed));
        return gathering.done().map(done -> {
            scope.cancel(deadline);
            gatherings.remove(order.id());
            return gathering;
        });
    }

    private Future<Void> keep(ControlOrder order) {
        return switch (order.action()) {
            case DISCONNECT, WATCH, SYSTEM -> Future.succeededFuture();
            case REVOKE, BLOCK ->
                Future.join(map.put(terms.sanction(order)), file.write(register.all()))
                        .mapEmpty();
            case UNBLOCK -> {
                List<Future<Void>> kept = new ArrayList<>();
                OrderTerms.ends(order).forEach(end -> kept.add(map.remove(end.key())));
                kept.add(file.write(register.all()));
                yield Future.join(kept).mapEmpty();
            }
        };
    }

    /** What others have decided; that the disk takes nothing must not keep it from being done. */
    private void write() {
        file.write(register.all())
                .onFailure(problem -> LOG.atWarn()
                        .addKeyValue("cause", problem.getMessage())
                        .log("what is in force could not be written down for the next start"));
    }

    private void follow(ControlOrder order) {
        if (!order.node().equals(options.node())) {
            Future<Long> done = carryOut(order);
            if (order.action().lasts()) {
                write();
            }
            done.onSuccess(closed -> vertx.eventBus()
                    .send(
                            Address.controlReplies(order.node()),
                            new ControlOutcome(order.id(), options.node(), closed).toJson()));
        }
    }

    private void collect(ControlOutcome outcome) {
        Gathering<Long> gathering = gatherings.get(outcome.id());
        if (gathering != null) {
            gathering.add(outcome.node(), outcome.closed());
        }
    }

    private Future<Long> carryOut(ControlOrder order) {
        Future<Long> closed = switch (order.action()) {
            case DISCONNECT -> crowd.disconnect(order.command());
            case REVOKE, BLOCK -> crowd.impose(register.unknown(List.of(terms.sanction(order)), nowMs()));
            case WATCH -> crowd.watch(OrderTerms.watchOf(order), order.command(), OrderTerms.watchEndMs(order));
            case SYSTEM -> crowd.tell(order.command());
            case UNBLOCK -> {
                List<Sanction> ends = OrderTerms.ends(order);
                ends.forEach(end -> register.lift(end, nowMs()));
                crowd.lift(ends);
                yield Future.succeededFuture(0L);
            }
        };
        count();
        return closed.onSuccess(some -> records.closed(order.action(), some));
    }

    private JsonObject reply(ControlOrder order, Gathering<Long> gathering) {
        ControlAction action = order.action();
        JsonObject reply = new JsonObject()
                .put(ControlRecords.counted(action), sum(gathering))
                .put("nodes", gathering.nodes());
        if (action == ControlAction.REVOKE || action == ControlAction.BLOCK) {
            reply.put(
                    "until",
                    Instant.ofEpochMilli(terms.sanction(order).untilMs()).toString());
        } else if (action == ControlAction.WATCH) {
            reply.put("watch", OrderTerms.watchOf(order))
                    .put(
                            "until",
                            Instant.ofEpochMilli(OrderTerms.watchEndMs(order)).toString());
        }
        return reply;
    }

    private static long sum(Gathering<Long> gathering) {
        return gathering.answers().stream().mapToLong(Long::longValue).sum();
    }

    private void compare() {
        if (comparing) {
            return;
        }
        comparing = true;
        long askedMs = nowMs();
        map.all().onComplete(asked -> {
            comparing = false;
            if (asked.failed() != mapFails) {
                mapFails = asked.failed();
                LOG.atWarn()
                        .addKeyValue("fails", mapFails)
                        .addKeyValue("cause", asked.failed() ? asked.cause().getMessage() : "")
                        .log("sanctions of the cluster");
            }
            if (asked.succeeded()) {
                settle(asked.result(), askedMs);
            }
        });
    }

    private void settle(List<Sanction> all, long askedMs) {
        List<Sanction> unknown = register.unknown(all, nowMs());
        if (!unknown.isEmpty()) {
            Future<Long> unused = crowd.impose(unknown);
        }
        List<Sanction> over = register.over(all, askedMs, options.wallMs());
        if (!over.isEmpty()) {
            crowd.lift(over);
        }
        register.missing(all, askedMs).forEach(map::put);
        if (!unknown.isEmpty() || !over.isEmpty()) {
            write();
        }
        count();
    }

    private void count() {
        for (Sanction.Kind kind : Sanction.Kind.values()) {
            records.inForce(kind, register.count(kind));
        }
    }

    private long nowMs() {
        return options.steadyClock().getAsLong();
    }
}
