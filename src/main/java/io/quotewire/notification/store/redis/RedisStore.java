package io.quotewire.notification.store.redis;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationReceipt;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.notification.store.Acknowledged;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.Entry;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.Ledger;
import io.quotewire.notification.store.NotificationId;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreHealth;
import io.quotewire.notification.store.Times;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps notifications in Redis, which any number of nodes may share: each change is one script, so the order of a user's notifications
 * is one for all nodes. What is said to be stored is as safe as Redis is set up to make it. Confined to the context that opened it.
 *
 * <p>A request that Redis did not answer in time fails with {@link FailureCode#STORE_UNAVAILABLE} though it may have been, or may yet
 * be, carried out: it is repeated with the same idempotency key.
 *
 * <p>Numbering belongs to an epoch, and an epoch to one history of Redis's data. After everything that can have taken back what was
 * answered (a start, a replica's promotion) a user's next notification begins a new epoch, and positions of the old one are none of
 * ours: whoever has seen what was lost does not take what came in its place for the same.
 */
public final class RedisStore implements NotificationStore {
    private final List<RedisLink> links;
    private final List<Appends> appends;
    private final Scripts scripts;
    private final RedisSettings settings;
    private final HistoryLimits limits;
    private final Supplier<String> randomText;
    private final RedisHistory history;
    private final RedisWatch watch;
    private final ChannelStore channels;

    /**
     * Over links that lead to Redis.
     *
     * @param links one for each connection
     * @param scripts what Redis runs
     * @param settings how Redis is used
     * @param limits how much is kept
     * @param randomText makes epochs and ids unique
     * @param watch started; stopped with the store
     */
    RedisStore(
            List<RedisLink> links,
            Scripts scripts,
            RedisSettings settings,
            HistoryLimits limits,
            Supplier<String> randomText,
            RedisWatch watch) {
        this.links = links;
        this.scripts = scripts;
        this.settings = settings;
        this.limits = limits;
        this.randomText = randomText;
        this.watch = watch;
        history = new RedisHistory(scripts.history(), limits);
        appends = links.stream()
                .map(link -> Appends.of(link, scripts.append(), settings))
                .toList();
        channels = new RedisChannels(links, scripts, settings, limits.channels(), randomText);
    }

    @Override
    public Future<Appended> append(NotificationRequest request, Instant now) {
        UserKeys keys = keys(request.userId());
        String random = randomText.get();
        Entry draft = Entry.of(request, "", "", 0, now, limits);
        List<String> args = List.of(
                randomText.get(),
                random,
                text(request.idempotencyKey()),
                Long.toString(draft.atMs()),
                draft.untilMs() == null ? "" : Long.toString(draft.untilMs()),
                request.receipt() ? "1" : "",
                Rows.text(request),
                Integer.toString(limits.perUser()),
                Long.toString(limits.maxAge().toMillis()),
                settings.waitReplicas() == 0 ? "" : "1");
        int place = place(request.userId());
        return guarded(
                        place,
                        appends.get(place)
                                .append(
                                        List.of(keys.head(), keys.entries(), keys.keys(), keys.devices(), keys.read()),
                                        args))
                .map(answer -> appended(request, random, now, answer));
    }

    private Appended appended(NotificationRequest request, String random, Instant now, Response answer) {
        String epoch = answer.get(1).toString();
        long seq = answer.get(2).toLong();
        if (answer.get(0).toInteger() == 1) {
            boolean read = answer.get(4).toInteger() == 1;
            return new Appended(
                    Rows.entry(request.userId(), epoch, seq, answer.get(3), read)
                            .notification(),
                    true);
        }
        String id = new NotificationId(random, seq).toString();
        return new Appended(Entry.of(request, epoch, id, seq, now, limits).notification(), false);
    }

    @Override
    public Future<NotificationHistory> history(NotificationQuery query, Instant now) {
        int place = place(query.userId());
        return guarded(place, history.read(links.get(place), keys(query.userId()), query, now));
    }

    /** A cluster has the heads of different users on different servers. */
    @Override
    public Future<NotificationHeads> heads(NotificationHeadsQuery query) {
        List<String> users = query.users();
        if (users.isEmpty()) {
            return Future.succeededFuture(new NotificationHeads(Map.of()));
        }
        if (!settings.address().isCluster()) {
            return guarded(0, heads(users)).map(NotificationHeads::new);
        }
        List<Future<Map<String, NotificationHeads.Head>>> each =
                users.stream().map(user -> heads(List.of(user))).toList();
        return guarded(0, Future.all(each)).map(all -> {
            Map<String, NotificationHeads.Head> heads = new HashMap<>();
            each.forEach(one -> heads.putAll(one.result()));
            return new NotificationHeads(heads);
        });
    }

    private Future<Map<String, NotificationHeads.Head>> heads(List<String> users) {
        List<String> keys = users.stream()
                .map(user -> UserKeys.head(settings.prefix(), user))
                .toList();
        return scripts.heads().run(links.get(0), keys, List.of()).map(answer -> {
            Map<String, NotificationHeads.Head> heads = new HashMap<>();
            for (int i = 0; i < users.size(); i++) {
                heads.put(
                        users.get(i),
                        new NotificationHeads.Head(
                                answer.get(2 * i).toString(),
                                answer.get(2 * i + 1).toLong()));
            }
            return heads;
        });
    }

    @Override
    public Future<Acknowledged> acknowledge(NotificationAck ack, Instant now) {
        UserKeys keys = keys(ack.userId());
        int place = place(ack.userId());
        List<String> args = List.of(
                text(ack.device()),
                Long.toString(ack.seq()),
                Long.toString(now.toEpochMilli()),
                Integer.toString(Ledger.MAX_DEVICES));
        return guarded(
                        place,
                        scripts.acknowledge()
                                .run(links.get(place), List.of(keys.head(), keys.entries(), keys.devices()), args))
                .map(answer -> acknowledged(ack, now, answer));
    }

    private static Acknowledged acknowledged(NotificationAck ack, Instant now, Response answer) {
        List<NotificationReceipt> receipts = new ArrayList<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            NotificationId id = new NotificationId(
                    answer.get(i + 1).toString(), answer.get(i).toLong());
            receipts.add(new NotificationReceipt(id.toString(), ack.userId(), ack.device(), Times.text(now)));
        }
        return new Acknowledged(answer.get(0).toLong(), receipts);
    }

    @Override
    public Future<Boolean> markRead(NotificationRead read) {
        Optional<NotificationId> id = NotificationId.parse(read.id());
        if (id.isEmpty() || id.get().seq() < 1) {
            return Future.succeededFuture(false);
        }
        UserKeys keys = keys(read.userId());
        int place = place(read.userId());
        return guarded(
                        place,
                        scripts.read()
                                .run(
                                        links.get(place),
                                        List.of(keys.entries(), keys.read()),
                                        List.of(
                                                Long.toString(id.get().seq()),
                                                id.get().random())))
                .map(answer -> answer.toInteger() == 1);
    }

    /** Redis itself forgets what is too old. */
    @Override
    public Future<Integer> tidy(Instant now) {
        return Future.succeededFuture(0);
    }

    @Override
    public ChannelStore channels() {
        return channels;
    }

    @Override
    public Future<StoreHealth> health() {
        return Future.succeededFuture(watch.health());
    }

    /**
     * How many connections nobody waits for, because they failed. May be asked on any thread.
     *
     * @return a count
     */
    public int openBreakers() {
        return (int) links.stream().filter(link -> !link.isLettingThrough()).count();
    }

    @Override
    public Future<Void> close() {
        watch.stop();
        return Future.join(links.stream().map(RedisLink::close).toList()).mapEmpty();
    }

    private <T> Future<T> guarded(int place, Future<T> asked) {
        return Trouble.guarded(links.get(place), asked);
    }

    private UserKeys keys(String user) {
        return UserKeys.of(settings.prefix(), user);
    }

    private int place(String user) {
        return Math.floorMod(user.hashCode(), links.size());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
