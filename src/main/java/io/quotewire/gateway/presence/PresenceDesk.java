package io.quotewire.gateway.presence;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionView;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.PresenceQuery;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who is in which channel, for the event loops of one node and for services. Confined to the context it is made on, but for
 * {@link #run}; the event loops ask by message.
 */
public final class PresenceDesk {
    /**
     * What a desk counts with.
     *
     * @param vertx whose bus
     * @param context where it lives
     * @param node the node's id
     * @param member its id in the cluster; empty without one
     * @param cluster the ids of all members; empty without a cluster
     * @param policy says where members are counted, and where they are told of each other
     * @param registry takes the counters
     */
    public record Terms(
            Vertx vertx,
            Context context,
            String node,
            String member,
            Supplier<Set<String>> cluster,
            Policy policy,
            MeterRegistry registry) {}

    private final Context context;
    private final Policy policy;
    private final Exchange exchange;
    private final Scope scope;
    private final List<Roll> rolls = new ArrayList<>();
    private List<Movement> movements = new ArrayList<>();

    /**
     * Nobody is anywhere yet.
     *
     * @param terms what it counts with
     */
    public PresenceDesk(Terms terms) {
        context = terms.context();
        policy = terms.policy();
        scope = new Scope(terms.vertx());
        exchange = new Exchange(
                terms.vertx(),
                new Exchange.Membership(terms.node(), terms.member(), terms.cluster()),
                terms.registry(),
                this::moved);
    }

    /**
     * Tells other nodes from now on, and answers services.
     *
     * @param connections all connections of a user in the cluster
     * @return succeeds when the cluster knows it
     */
    public Future<Void> start(Function<String, Future<ConnectionPage>> connections) {
        return exchange.start()
                .compose(started ->
                        scope.<Object>consume(Address.PRESENCE_QUERY.text(), message -> answer(message, connections)));
    }

    /**
     * Tells the other nodes that everybody here is gone, and answers nothing any more.
     *
     * @return when done
     */
    public Future<Void> close() {
        return scope.close().eventually(exchange::close);
    }

    /**
     * What is counted.
     *
     * @return the channels with somebody in them and the other nodes, for the figures
     */
    public JsonObject figures() {
        return new JsonObject()
                .put("channels", exchange.book().channels())
                .put("nodes", exchange.book().others());
    }

    /** Does what an event loop wants, in its order. Any thread. */
    void run(List<Consumer<PresenceDesk>> errands) {
        context.runOnContext(here -> errands.forEach(errand -> errand.accept(this)));
    }

    void seat(Roll roll) {
        rolls.add(roll);
    }

    void came(Member member) {
        exchange.came(member);
    }

    void went(Member member) {
        exchange.went(member);
    }

    /** Answers as soon as enough is known; everybody was told before of what is in the answer. */
    void count(String channel, Consumer<Headcount> answer) {
        exchange.settled().onComplete(known -> {
            passOn();
            answer.accept(exchange.book().count(channel));
        });
    }

    private void moved(Movement movement) {
        String channel = movement.channel();
        int most = policy.presence(ChannelName.parse(channel)).announceUpTo();
        if (!exchange.book().isHere(channel) || exchange.book().connections(channel) > most) {
            return;
        }
        if (movements.isEmpty()) {
            context.runOnContext(later -> passOn());
        }
        movements.add(movement);
    }

    private void passOn() {
        if (!movements.isEmpty()) {
            List<Movement> all = List.copyOf(movements);
            movements = new ArrayList<>();
            rolls.forEach(roll -> roll.pass(all));
        }
    }

    private void answer(Message<Object> message, Function<String, Future<ConnectionPage>> connections) {
        PresenceQuery query;
        try {
            query = PresenceQuery.from(message.body() instanceof JsonObject body ? body : new JsonObject());
        } catch (MalformedMessageException malformed) {
            refuse(message, FailureCode.BAD_MESSAGE, "" + malformed.getMessage());
            return;
        }
        String user = query.userId();
        String channel = query.channel();
        if (user != null && channel == null) {
            connections.apply(user).onSuccess(page -> message.reply(ofUser(user, page)));
        } else if (channel != null && user == null) {
            answer(message, channel);
        } else {
            refuse(message, FailureCode.BAD_MESSAGE, "userId: either userId or channel is required, a string");
        }
    }

    private void answer(Message<Object> message, String channel) {
        ChannelName name = ChannelName.parse(channel);
        if (!policy.knows(name)) {
            refuse(message, FailureCode.UNKNOWN_CHANNEL, "there is no channel of this name");
        } else if (!policy.presence(name).isCounted()) {
            refuse(message, FailureCode.BAD_MESSAGE, "channel: must be one whose members are counted");
        } else {
            count(
                    channel,
                    count -> message.reply(count.toJson(channel)
                            .put("nodes", new JsonArray(exchange.book().nodes(channel)))));
        }
    }

    /** Services are told where somebody is, not from which address they came. */
    private static JsonObject ofUser(String user, ConnectionPage page) {
        JsonArray rows = new JsonArray();
        page.connections().forEach(one -> rows.add(row(one)));
        List<String> nodes = page.connections().stream()
                .map(ConnectionView::node)
                .distinct()
                .sorted()
                .toList();
        return new JsonObject()
                .put("userId", user)
                .put("connections", rows)
                .put("total", page.total())
                .put("nodes", new JsonArray(nodes));
    }

    private static JsonObject row(ConnectionView one) {
        return new JsonObject()
                .put("connectionId", one.connectionId())
                .put("node", one.node())
                .put("type", one.type())
                .put("role", one.role().name())
                .put("since", one.since());
    }

    private static void refuse(Message<Object> message, FailureCode code, String text) {
        message.fail(code.number(), text);
    }
}
