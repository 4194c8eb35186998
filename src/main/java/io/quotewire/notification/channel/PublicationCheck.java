package io.quotewire.notification.channel;

import io.quotewire.bus.Bodies;
import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.notification.text.TextGuard;
import io.quotewire.notification.text.TextGuard.Where;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a publication, and a question about a channel, must look like. Stateless. */
public final class PublicationCheck {
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_-]{0,31}(:.{1,128})?", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_:.-]{0,63}");
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile(".{1,128}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile(".{1,256}", Pattern.DOTALL);
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_CHANNELS = 1_000;

    /** They are published in ways of their own. */
    private static final Set<String> ELSEWHERE = Set.of("prices", "notifications");

    private PublicationCheck() {}

    static ChannelPublication read(Object body, TextGuard texts) {
        ChannelPublication publication = ChannelPublication.from(Bodies.object(body));
        channel("channel", publication.channel());
        require(
                TYPE.matcher(publication.type()).matches(),
                "type",
                "must be at most 64 small letters, digits and _ : . - after a letter");
        String key = publication.idempotencyKey();
        require(
                key == null || IDEMPOTENCY_KEY.matcher(key).matches(),
                "idempotencyKey",
                "must be a string of 1 to 128 characters");
        require(
                publication.data().toBuffer().length() <= MAX_BYTES,
                "data",
                "must be at most " + MAX_BYTES + " bytes long");
        excluded(publication.exclude());
        texts.check(Where.CHANNEL, "channel", publication.channel());
        texts.check(Where.CHANNEL, "data", publication.data());
        return publication;
    }

    private static void excluded(@Nullable ChannelExclusion exclude) {
        if (exclude != null) {
            String whom = exclude.connectionId() == null ? exclude.userId() : exclude.connectionId();
            require(whom != null && NAME.matcher(whom).matches(), "exclude", "must be of 1 to 256 characters");
        }
    }

    /**
     * Reads a question about what is kept.
     *
     * @param body as it came
     * @return the question
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelQuery history(JsonObject body) {
        ChannelQuery query = ChannelQuery.from(body);
        channel("channel", query.channel());
        require(query.seq() == null || query.seq() >= 0, "seq", "must be 0 or more");
        require(query.limit() >= 1, "limit", "must be 1 or more");
        return query;
    }

    /**
     * Reads a question about positions.
     *
     * @param body as it came
     * @return the question
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelHeadsQuery heads(JsonObject body) {
        ChannelHeadsQuery query = ChannelHeadsQuery.from(body);
        require(query.channels().size() <= MAX_CHANNELS, "channels", "must be at most " + MAX_CHANNELS);
        for (int i = 0; i < query.channels().size(); i++) {
            channel("channels[" + i + "]", query.channels().get(i));
        }
        return query;
    }

    private static void channel(String field, String channel) {
        require(
                CHANNEL.matcher(channel).matches(),
                field,
                "must be NAMESPACE or NAMESPACE:KEY, of 128 characters at most");
        String namespace = channel.split(":", 2)[0];
        require(!ELSEWHERE.contains(namespace), field, namespace + " are not published here");
    }

    private static void require(boolean fine, String field, String problem) {
        if (!fine) {
            throw new MalformedMessageException(field, problem);
        }
    }
}
