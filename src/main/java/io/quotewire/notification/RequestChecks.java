package io.quotewire.notification;

import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.notification.text.TextGuard;
import io.quotewire.notification.text.TextGuard.Where;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads requests and refuses what the store should never see: each method throws, naming the field. Stateless. */
final class RequestChecks {
    /** A notification with everything in it, as JSON; history of 1,000 of them still fits in memory. */
    static final int MAX_NOTIFICATION_BYTES = 16_384;

    private static final int MAX_USER_LENGTH = 256;
    private static final int MAX_KIND_LENGTH = 64;
    private static final int MAX_TITLE_LENGTH = 256;
    private static final int MAX_BODY_LENGTH = 12_288;
    private static final int MAX_DEVICE_LENGTH = 64;
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_USERS_A_QUERY = 1_000;

    private RequestChecks() {}

    static NotificationRequest publish(JsonObject body, TextGuard texts) {
        NotificationRequest request = NotificationRequest.from(body);
        name("userId", request.userId(), MAX_USER_LENGTH);
        name("kind", request.kind(), MAX_KIND_LENGTH);
        name("idempotencyKey", request.idempotencyKey(), MAX_KEY_LENGTH);
        atMost("title", request.title(), MAX_TITLE_LENGTH);
        atMost("body", request.body(), MAX_BODY_LENGTH);
        atLeast("ttlSeconds", request.ttlSeconds(), 1);
        if (request.toJson().toBuffer().length() > MAX_NOTIFICATION_BYTES) {
            throw new MalformedMessageException(
                    "data", "must be at most " + MAX_NOTIFICATION_BYTES + " bytes long, with title and body");
        }
        texts.check(Where.NOTIFICATION, "kind", request.kind());
        texts.check(Where.NOTIFICATION, "title", request.title());
        texts.check(Where.NOTIFICATION, "body", request.body());
        texts.check(Where.NOTIFICATION, "data", request.data());
        return request;
    }

    static NotificationQuery history(JsonObject body) {
        NotificationQuery query = NotificationQuery.from(body);
        name("userId", query.userId(), MAX_USER_LENGTH);
        name("device", query.device(), MAX_DEVICE_LENGTH);
        atLeast("seq", query.seq(), 0);
        atLeast("limit", query.limit(), 1);
        atLeast("page", query.page(), 1);
        return query;
    }

    static NotificationHeadsQuery heads(JsonObject body) {
        NotificationHeadsQuery query = NotificationHeadsQuery.from(body);
        if (query.users().size() > MAX_USERS_A_QUERY) {
            throw new MalformedMessageException("users", "must be at most " + MAX_USERS_A_QUERY);
        }
        return query;
    }

    static NotificationAck acknowledge(JsonObject body) {
        NotificationAck ack = NotificationAck.from(body);
        name("userId", ack.userId(), MAX_USER_LENGTH);
        name("device", ack.device(), MAX_DEVICE_LENGTH);
        atLeast("seq", ack.seq(), 0);
        return ack;
    }

    static NotificationRead read(JsonObject body) {
        NotificationRead read = NotificationRead.from(body);
        name("userId", read.userId(), MAX_USER_LENGTH);
        name("id", read.id(), MAX_KEY_LENGTH);
        return read;
    }

    private static void name(String field, @Nullable String value, int maxLength) {
        if (value == null) {
            return;
        }
        boolean printable = value.chars().noneMatch(Character::isISOControl);
        if (value.isEmpty() || length(value) > maxLength || !printable) {
            throw new MalformedMessageException(
                    field, "must be 1 to " + maxLength + " characters without control characters");
        }
    }

    private static void atMost(String field, String value, int maxLength) {
        if (length(value) > maxLength) {
            throw new MalformedMessageException(field, "must be at most " + maxLength + " characters");
        }
    }

    /** In characters as people count them, nearly. */
    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }

    private static void atLeast(String field, @Nullable Long value, long min) {
        if (value != null && value < min) {
            throw new MalformedMessageException(field, "must be " + min + " or more");
        }
    }
}
