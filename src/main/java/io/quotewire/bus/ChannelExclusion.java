package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Whom a publication to a channel passes by: exactly one of the two. Immutable.
 *
 * @param connectionId one connection
 * @param userId all connections of one user
 */
public record ChannelExclusion(
        @Nullable String connectionId, @Nullable String userId) {
    /** Refuses both and none. */
    public ChannelExclusion {
        if ((connectionId == null) == (userId == null)) {
            throw new MalformedMessageException("exclude", "must have either connectionId or userId");
        }
    }

    /**
     * One connection.
     *
     * @param id its id
     * @return the exclusion
     */
    public static ChannelExclusion connection(String id) {
        return new ChannelExclusion(id, null);
    }

    /**
     * Whether somebody is meant.
     *
     * @param connection the id of their connection
     * @param user who they are; null for nobody known
     * @return true if it passes by them
     */
    public boolean covers(String connection, @Nullable String user) {
        return connectionId == null ? userId != null && userId.equals(user) : connectionId.equals(connection);
    }

    /**
     * As a part of a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return connectionId == null
                ? new JsonObject().put("userId", userId)
                : new JsonObject().put("connectionId", connectionId);
    }

    /**
     * Reads a part of a message body.
     *
     * @param json the part; null where there is none
     * @return what it says; null for nobody
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static @Nullable ChannelExclusion from(@Nullable JsonObject json) {
        if (json == null) {
            return null;
        }
        Fields fields = new Fields(json);
        return new ChannelExclusion(fields.textOrNull("connectionId"), fields.textOrNull("userId"));
    }
}
