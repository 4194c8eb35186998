package io.quotewire.notification.channel;

import io.quotewire.bus.ChannelPublication;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.notification.text.TextGuard;
import io.quotewire.notification.text.TextGuard.Where;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;

/** What a publication must look like. Stateless. */
final class PublicationCheck {
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_-]{0,31}(:.{1,128})?", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_:.-]{0,63}");
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile(".{1,128}", Pattern.DOTALL);
    private static final int MAX_BYTES = 65_536;

    /** They are published in ways of their own. */
    private static final Set<String> ELSEWHERE = Set.of("prices", "notifications");

    private PublicationCheck() {}

    static ChannelPublication read(Object body, TextGuard texts) {
        if (!(body instanceof JsonObject json)) {
            throw new MalformedMessageException("body", "must be an object");
        }
        ChannelPublication publication = ChannelPublication.from(json);
        require(
                CHANNEL.matcher(publication.channel()).matches(),
                "channel",
                "must be NAMESPACE or NAMESPACE:KEY, of 128 characters at most");
        String namespace = publication.channel().split(":", 2)[0];
        require(!ELSEWHERE.contains(namespace), "channel", namespace + " are not published here");
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
        texts.check(Where.CHANNEL, "channel", publication.channel());
        texts.check(Where.CHANNEL, "data", publication.data());
        return publication;
    }

    private static void require(boolean fine, String field, String problem) {
        if (!fine) {
            throw new MalformedMessageException(field, problem);
        }
    }
}
