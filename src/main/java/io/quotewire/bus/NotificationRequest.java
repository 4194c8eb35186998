package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Address#NOTIFICATIONS_PUBLISH} takes: a notification to store and deliver. Immutable.
 *
 * @param userId to whom
 * @param kind what sort, chosen by the publisher
 * @param title one line for a person
 * @param body more lines for a person
 * @param data what a program needs of it
 * @param idempotencyKey the same key gives the first answer again
 * @param ttlSeconds not delivered any more when older
 * @param receipt whether {@link NotificationReceipt} is wanted
 */
public record NotificationRequest(
        String userId,
        String kind,
        String title,
        String body,
        JsonObject data,
        @Nullable String idempotencyKey,
        @Nullable Long ttlSeconds,
        boolean receipt) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        json.put("kind", kind);
        json.put("title", title);
        json.put("body", body);
        json.put("data", data);
        if (idempotencyKey != null) {
            json.put("idempotencyKey", idempotencyKey);
        }
        if (ttlSeconds != null) {
            json.put("ttlSeconds", ttlSeconds);
        }
        json.put("receipt", receipt);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationRequest from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NotificationRequest(
                fields.text("userId"),
                fields.text("kind"),
                fields.text("title", ""),
                fields.text("body", ""),
                fields.object("data"),
                fields.textOrNull("idempotencyKey"),
                fields.numberOrNull("ttlSeconds"),
                fields.flag("receipt", false));
    }
}
