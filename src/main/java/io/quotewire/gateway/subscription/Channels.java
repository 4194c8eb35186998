package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.remote.ChannelRequests;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who on this event loop is subscribed to which of the channels that services publish to. What is announced is passed on at once,
 * encoded once for all. Of channels that are kept, it comes in order and each message once: what the bus loses, or what somebody
 * missed who was away, is asked of the store. Nothing is kept here. Confined to one event loop.
 */
public final class Channels {
    private static final int CHANNELS_A_QUERY = 500;
    private static final long LEARN_MS = 200;

    private final Messages messages;
    private final ChannelRequests requests;
    private final Attendance attendance;
    private final LongSupplier steadyMs;
    private final Map<String, ChannelLine> lines = new HashMap<>();
    private final Set<Straggler> behind = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<ChannelMember> asking = new HashSet<>();
    private final Round comparing = new Round();
    private long learnAtMs = Long.MIN_VALUE;
    private int count;

    /**
     * Nobody is subscribed yet.
     *
     * @param messages encodes
     * @param requests asks the notification verticle
     * @param attendance told who comes and goes
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public Channels(Messages messages, ChannelRequests requests, Attendance attendance, LongSupplier steadyMs) {
        this.messages = messages;
        this.requests = requests;
        this.attendance = attendance;
        this.steadyMs = steadyMs;
    }

    /**
     * Somebody wants what is published to a channel from now on, without being told where it stands. It is found out soon.
     *
     * @param member who
     * @param channel its one name; that they may was decided before
     * @return the subscription, to be cancelled
     */
    public ChannelSubscription follow(ChannelMember member, String channel) {
        ChannelSubscription subscription = subscribe(member, channel);
        subscription.beginNow();
        return subscription;
    }

    /**
     * Somebody wants what is published to a channel. Nothing is delivered before {@link ChannelSubscription#begin}.
     *
     * @param member who
     * @param channel its one name
     * @return the subscription, to be cancelled
     */
    public ChannelSubscription subscribe(ChannelMember member, String channel) {
        ChannelLine line = lines.get(channel);
        if (line == null) {
            line = new ChannelLine(this, channel);
            lines.put(channel, line);
            unknown.add(channel);
        }
        count++;
        return line.add(member);
    }

    /**
     * One was published somewhere in the cluster.
     *
     * @param message it, as announced
     */
    public void published(ChannelMessage message) {
        ChannelLine line = lines.get(message.channel());
        if (line != null) {
            line.announced(encoded(message));
        }
    }

    /**
     * Reads what was announced; of channels that nobody here is subscribed to no more than their name.
     *
     * @param body it, as announced
     * @return null of such a channel
     * @throws io.quotewire.bus.MalformedMessageException naming the field that is wrong
     */
    public @Nullable ChannelMessage read(JsonObject body) {
        boolean isOthers = body.getValue("channel") instanceof String channel && !lines.containsKey(channel);
        return isOthers ? null : ChannelMessage.from(body);
    }

    /** Gives more to those who are behind and can take it; to be called often, costs nothing when nobody is. */
    public void flush() {
        long nowMs = steadyMs.getAsLong();
        if (!behind.isEmpty()) {
            List.copyOf(behind).forEach(one -> one.catchUp(nowMs));
        }
        if (!unknown.isEmpty() && nowMs >= learnAtMs) {
            learnAtMs = nowMs + LEARN_MS;
            ask(List.copyOf(unknown));
            unknown.clear();
        }
    }

    /** Asks the store how far every channel that is kept should be; to be called every few seconds. */
    public void compare() {
        List<String> some = new ArrayList<>();
        for (ChannelLine line : lines.values()) {
            if (line.mayBeBehind()) {
                some.add(line.name());
            }
        }
        comparing.begin(some, channels -> requests.heads(channels).onSuccess(this::learn));
    }

    private void ask(List<String> channels) {
        for (int from = 0; from < channels.size(); from += CHANNELS_A_QUERY) {
            requests.heads(channels.subList(from, Math.min(from + CHANNELS_A_QUERY, channels.size())))
                    .onSuccess(this::learn);
        }
    }

    private void learn(ChannelHeads heads) {
        heads.heads().forEach((channel, head) -> {
            ChannelLine line = lines.get(channel);
            if (line != null) {
                line.learn(head);
            }
        });
    }

    /**
     * How many subscriptions there are.
     *
     * @return a count
     */
    public int subscriptions() {
        return count;
    }

    Announced encoded(ChannelMessage message) {
        return new Announced(message, messages.published(message));
    }

    ChannelRequests requests() {
        return requests;
    }

    long nowMs() {
        return steadyMs.getAsLong();
    }

    /** Nobody need ask any more. */
    void known(String channel) {
        unknown.remove(channel);
    }

    Attendance attendance() {
        return attendance;
    }

    /** Whether somebody may ask for more: for one of their channels at a time, since all of it goes the same way. */
    boolean begin(ChannelMember member) {
        return asking.add(member);
    }

    void done(ChannelMember member) {
        asking.remove(member);
    }

    void behind(Straggler one) {
        behind.add(one);
    }

    void caughtUp(Straggler one) {
        behind.remove(one);
    }

    void left(ChannelLine line, ChannelSubscription subscription) {
        behind.remove(subscription);
        count--;
        if (line.isEmpty()) {
            behind.remove(line);
            unknown.remove(line.name());
            lines.remove(line.name());
        }
    }
}
