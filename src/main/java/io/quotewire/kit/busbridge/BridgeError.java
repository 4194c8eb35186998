package io.quotewire.kit.busbridge;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What a peer is told in the {@code body} of an {@code err} that belongs to no reply: the words of Vert.x's own bridge. */
public enum BridgeError {
    /** Not a JSON object, or a field of it is of the wrong kind. */
    INVALID_JSON,
    /** No type. */
    MISSING_TYPE,
    /** No such type. */
    INVALID_TYPE,
    /** No address. */
    MISSING_ADDRESS,
    /** The address is too long. */
    MAX_ADDRESS_LENGTH_REACHED,
    /** Registered already. */
    ADDRESS_ALREADY_REGISTERED,
    /** As many registrations as a peer may have. */
    MAX_HANDLERS_REACHED,
    /** The reply address is no string of at most 36 characters. */
    INVALID_REPLY_ADDRESS,
    /** It is not known who the peer is. */
    NOT_LOGGED_IN,
    /** The peer may not. */
    ACCESS_DENIED,
    /** The credential is no good. */
    AUTH_ERROR,
    /** The cluster could not be told of the registration. */
    REGISTRATION_FAILURE,
    /** Too many messages. */
    RATE_LIMITED;

    /**
     * The message that says so.
     *
     * @return a new object
     */
    public JsonObject toMessage() {
        return new JsonObject().put("type", "err").put("body", name().toLowerCase(Locale.ROOT));
    }
}
