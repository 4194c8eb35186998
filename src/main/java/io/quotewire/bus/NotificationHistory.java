package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to {@link Address#NOTIFICATIONS_HISTORY}. Immutable.
 *
 * @param epoch under which the positions count
 * @param seq the position after {@code messages}
 * @param head the newest position that was given out to this user, 0 if none; above {@code seq} where a page ended before
 * @param recovered whether {@code messages} is everything after the position that was asked for; if not, some are gone
 *     or cut off, or the position was of another epoch
 * @param reason why not, where some are gone or the position is none of ours; null where nothing is, and where the answer was
 *     only cut off
 * @param messages in their order
 */
public record NotificationHistory(
        String epoch,
        long seq,
        long head,
        boolean recovered,
        @Nullable Unrecovered reason,
        List<StoredNotification> messages) {
    /** Copies the list. */
    public NotificationHistory {
        messages = List.copyOf(messages);
    }

    /**
     * The same where it turned out that there was more.
     *
     * @return one that is not {@link #recovered}
     */
    public NotificationHistory cutOff() {
        return new NotificationHistory(epoch, seq, head, false, reason, messages);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonArray array = new JsonArray();
        messages.forEach(message -> array.add(message.toJson()));
        JsonObject json = new JsonObject()
                .put("epoch", epoch)
                .put("seq", seq)
                .put("head", head)
                .put("recovered", recovered)
                .put("messages", array);
        return reason == null ? json : json.put("reason", reason.text());
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationHistory from(JsonObject json) {
        Fields fields = new Fields(json);
        String reason = fields.textOrNull("reason");
        List<StoredNotification> messages = new ArrayList<>();
        for (JsonObject message : fields.objects("messages")) {
            messages.add(StoredNotification.from(message));
        }
        return new NotificationHistory(
                fields.text("epoch"),
                fields.number("seq"),
                fields.number("head"),
                fields.flag("recovered", false),
                reason == null ? null : Unrecovered.from(reason),
                messages);
    }
}
