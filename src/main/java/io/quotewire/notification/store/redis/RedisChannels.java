package io.quotewire.notification.store.redis;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.Unrecovered;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.notification.store.ChannelPage;
import io.quotewire.notification.store.ChannelRules;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.ChannelTerms;
import io.quotewire.notification.store.KeptMessage;
import io.quotewire.notification.store.Numbered;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels in Redis. All of them are numbered there, also those of which nothing is kept, so that any number of nodes count together.
 * Confined to the context that opened the store.
 */
final class RedisChannels implements ChannelStore {
    private static final Duration KEYS_REMEMBERED = Duration.ofHours(1);
    private static final int ENTRY = 3;
    private static final int BEFORE_ENTRIES = 5;

    private final List<RedisLink> links;
    private final List<Appends> passedOn;
    private final List<Appends> kept;
    private final Scripts scripts;
    private final RedisSettings settings;
    private final ChannelRules rules;
    private final Supplier<String> randomText;

    RedisChannels(
            List<RedisLink> links,
            Scripts scripts,
            RedisSettings settings,
            ChannelRules rules,
            Supplier<String> randomText) {
        this.links = links;
        this.scripts = scripts;
        this.settings = settings;
        this.rules = rules;
        this.randomText = randomText;
        passedOn = links.stream()
                .map(link -> Appends.on(link, scripts.channelAppend()))
                .toList();
        kept = links.stream()
                .map(link -> Appends.of(link, scripts.channelAppend(), settings))
                .toList();
    }

    @Override
    public Future<Numbered> append(ChannelPublication publication, Instant now) {
        ChannelTerms terms = rules.of(publication.channel());
        ChannelKeys keys = ChannelKeys.of(settings.prefix(), publication.channel(), publication.idempotencyKey());
        List<String> args = List.of(
                randomText.get(),
                text(publication.idempotencyKey()),
                Long.toString(now.toEpochMilli()),
                terms.keep() ? KeptMessage.text(publication) : "",
                Integer.toString(terms.messages()),
                Long.toString(terms.maxAge().toMillis()),
                Long.toString(terms.remembered().toMillis()),
                Long.toString(KEYS_REMEMBERED.toMillis()),
                settings.waitReplicas() == 0 || !terms.keep() ? "" : "1");
        int place = place(publication.channel());
        Appends appends = (terms.keep() ? kept : passedOn).get(place);
        return guarded(place, appends.append(List.of(keys.head(), keys.entries(), keys.keys(), keys.once()), args))
                .map(answer -> new Numbered(
                        answer.get(1).toString(),
                        answer.get(2).toLong(),
                        answer.get(0).toInteger() == 1));
    }

    @Override
    public Future<ChannelHistory> history(ChannelQuery query, Instant now) {
        String channel = query.channel();
        ChannelTerms terms = rules.of(channel);
        if (!terms.keep()) {
            return heads(new ChannelHeadsQuery(List.of(channel)))
                    .map(heads -> ChannelHistory.notKept(query, heads.of(channel)));
        }
        ChannelKeys keys = ChannelKeys.of(settings.prefix(), channel, null);
        ChannelPage page = new ChannelPage(query, terms, now);
        int place = place(channel);
        List<String> args = List.of(
                query.seq() == null ? "" : Long.toString(query.seq()),
                text(query.epoch()),
                Integer.toString(page.most()),
                Integer.toString(ChannelPage.MAX_CHARACTERS));
        return guarded(
                        place,
                        scripts.channelHistory().run(links.get(place), List.of(keys.head(), keys.entries()), args))
                .map(answer -> page.of(span(answer), rows(answer), answer.get(4).toInteger() == 1));
    }

    private static ChannelPage.Span span(Response answer) {
        String epoch = answer.get(0).toString();
        String none = answer.get(3).toString();
        return new ChannelPage.Span(
                epoch.isEmpty() ? null : epoch,
                answer.get(1).toLong(),
                answer.get(2).toLong(),
                none.isEmpty() ? null : Unrecovered.valueOf(none));
    }

    private static List<KeptMessage> rows(Response answer) {
        List<KeptMessage> rows = new ArrayList<>();
        for (int i = BEFORE_ENTRIES; i < answer.size(); i += ENTRY) {
            rows.add(new KeptMessage(
                    answer.get(i).toLong(),
                    answer.get(i + 1).toLong(),
                    answer.get(i + 2).toString()));
        }
        return rows;
    }

    /** A cluster has the heads of different channels on different servers. */
    @Override
    public Future<ChannelHeads> heads(ChannelHeadsQuery query) {
        List<String> channels = query.channels();
        if (channels.isEmpty()) {
            return Future.succeededFuture(new ChannelHeads(Map.of()));
        }
        if (!settings.address().isCluster()) {
            return guarded(0, heads(channels)).map(ChannelHeads::new);
        }
        List<Future<Map<String, ChannelHead>>> each =
                channels.stream().map(channel -> heads(List.of(channel))).toList();
        return guarded(0, Future.all(each)).map(all -> {
            Map<String, ChannelHead> heads = new HashMap<>();
            each.forEach(one -> heads.putAll(one.result()));
            return new ChannelHeads(heads);
        });
    }

    private Future<Map<String, ChannelHead>> heads(List<String> channels) {
        List<String> keys = channels.stream()
                .map(channel -> ChannelKeys.head(settings.prefix(), channel))
                .toList();
        return scripts.heads().run(links.get(0), keys, List.of()).map(answer -> {
            Map<String, ChannelHead> heads = new HashMap<>();
            for (int i = 0; i < channels.size(); i++) {
                String channel = channels.get(i);
                long last = answer.get(2 * i + 1).toLong();
                String epoch = last == 0 ? null : answer.get(2 * i).toString();
                heads.put(
                        channel, new ChannelHead(epoch, last, rules.of(channel).keep()));
            }
            return heads;
        });
    }

    private <T> Future<T> guarded(int place, Future<T> asked) {
        return Trouble.guarded(links.get(place), asked);
    }

    private int place(String channel) {
        return Math.floorMod(channel.hashCode(), links.size());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
