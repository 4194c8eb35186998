package io.quotewire.gateway.presence;

import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.subscription.Attendance;
import io.quotewire.gateway.subscription.ChannelMember;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of channels on one event loop: tells the node's {@link PresenceDesk} who comes and goes, and its members who else
 * does. What happens within one turn travels together. Confined to that loop.
 */
public final class Roll implements Attendance {
    /** Somebody in a channel, under the name with which they are counted. */
    private record Present(ChannelMember who, @Nullable String userId) {}

    private final PresenceDesk desk;
    private final Context context;
    private final Policy policy;
    private final Messages messages;
    private final Map<String, Map<ChannelMember, Present>> channels = new HashMap<>();
    private List<Consumer<PresenceDesk>> errands = new ArrayList<>();

    /**
     * Nobody is there yet.
     *
     * @param desk the node's
     * @param context the event loop's
     * @param policy says in which channels members are counted
     * @param messages encodes
     */
    public Roll(PresenceDesk desk, Context context, Policy policy, Messages messages) {
        this.desk = desk;
        this.context = context;
        this.policy = policy;
        this.messages = messages;
        add(at -> at.seat(this));
    }

    @Override
    public void came(String channel, ChannelMember who) {
        if (isCounted(channel)) {
            enter(channel, who);
        }
    }

    @Override
    public void went(String channel, ChannelMember who) {
        Map<ChannelMember, Present> members = channels.get(channel);
        Present present = members == null ? null : members.remove(who);
        if (members == null || present == null) {
            return;
        }
        if (members.isEmpty()) {
            channels.remove(channel);
        }
        Member member = new Member(channel, present.userId());
        add(at -> at.went(member));
    }

    /**
     * Somebody has shown who they are: those without a name are one fewer, where they are already.
     *
     * @param who they are
     * @param some the channels in which they may be
     */
    public void identified(ChannelMember who, Collection<String> some) {
        for (String channel : some) {
            Map<ChannelMember, Present> members = channels.get(channel);
            Present present = members == null ? null : members.get(who);
            if (present != null && !Objects.equals(present.userId(), who.userId())) {
                went(channel, who);
                enter(channel, who);
            }
        }
    }

    /**
     * Asks who is in a channel. What has happened on this event loop before is known then, and what members are told after the
     * answer has happened after it.
     *
     * @param channel its one name
     * @return who is there, on this event loop
     */
    public Future<Headcount> count(String channel) {
        Promise<Headcount> answer = Promise.promise();
        add(at -> at.count(channel, count -> context.runOnContext(back -> answer.complete(count))));
        return answer.future();
    }

    /**
     * How many members there are.
     *
     * @return a count
     */
    public int size() {
        return channels.values().stream().mapToInt(Map::size).sum();
    }

    /** From the desk, on any thread: who has come and gone. */
    void pass(List<Movement> movements) {
        context.runOnContext(here -> movements.forEach(this::tell));
    }

    private void tell(Movement movement) {
        Map<ChannelMember, Present> members = channels.get(movement.channel());
        if (members == null) {
            return;
        }
        JsonObject data = new JsonObject().put("channel", movement.channel()).put("userId", movement.userId());
        Outbound message = messages.notice(movement.joined() ? "joined" : "left", data);
        // Who is told may go because of it.
        for (Present present : List.copyOf(members.values())) {
            boolean themselves = movement.userId().equals(present.userId());
            if (!themselves && present.who().maySeeOthers(movement.channel())) {
                present.who().deliver(message);
            }
        }
    }

    private void enter(String channel, ChannelMember who) {
        Present present = new Present(who, who.userId());
        if (channels.computeIfAbsent(channel, name -> new HashMap<>(2)).putIfAbsent(who, present) == null) {
            Member member = new Member(channel, present.userId());
            add(at -> at.came(member));
        }
    }

    private boolean isCounted(String channel) {
        return policy.presence(ChannelName.parse(channel)).isCounted();
    }

    private void add(Consumer<PresenceDesk> errand) {
        if (errands.isEmpty()) {
            context.runOnContext(this::leave);
        }
        errands.add(errand);
    }

    private void leave(Void turn) {
        List<Consumer<PresenceDesk>> all = errands;
        errands = new ArrayList<>();
        desk.run(all);
    }
}
