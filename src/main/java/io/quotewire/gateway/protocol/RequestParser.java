package io.quotewire.gateway.protocol;

import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the text of one message into a {@link Request}. Stateless. */
public final class RequestParser {
    static final int MAX_ID_LENGTH = 64;

    private RequestParser() {}

    /**
     * What became of a message: a request, or why it is none.
     *
     * @param request the request, if it is one
     * @param refusal why not, else
     * @param id the id that could be read, for the reply
     */
    public record Parsed(
            @Nullable Request request,
            @Nullable Refusal refusal,
            @Nullable Object id) {}

    /**
     * Parses one message.
     *
     * @param utf8 its bytes, valid UTF-8
     * @return a request or a refusal with {@link ErrorCode#BAD_MESSAGE} or {@link ErrorCode#UNKNOWN_TYPE}
     */
    public static Parsed parse(byte[] utf8) {
        Object id = null;
        try {
            JsonObject message = StrictJson.object(utf8);
            id = id(message);
            MessageType type = type(message);
            return new Parsed(new Request(type, id, arguments(type, message)), null, id);
        } catch (Refusal refusal) {
            return new Parsed(null, refusal, id);
        }
    }

    private static @Nullable Object id(JsonObject message) {
        Object id = message.getValue("id");
        if (id == null || (id instanceof String text && Shape.isAtMost(text, MAX_ID_LENGTH))) {
            return id;
        }
        Long number = Shape.wholeOrNull(id);
        if (number != null) {
            return number;
        }
        throw Refusal.badField("id", "must be a string of at most " + MAX_ID_LENGTH + " characters or an integer");
    }

    private static MessageType type(JsonObject message) {
        Object type = message.getValue("type");
        if (type == null) {
            throw Refusal.badField("type", "is required");
        }
        if (!(type instanceof String name)) {
            throw Refusal.badField("type", "must be a string");
        }
        return MessageType.of(name)
                .orElseThrow(() -> Refusal.of(ErrorCode.UNKNOWN_TYPE, "there is no message type " + shown(name)));
    }

    /** What is left of the message, for which it is not needed any more. */
    private static Arguments arguments(MessageType type, JsonObject message) {
        Object data = message.getValue("data");
        if (data != null && !(data instanceof JsonObject)) {
            throw Refusal.badField("data", "must be an object");
        }
        message.remove("type");
        message.remove("id");
        message.remove("data");
        message.remove("timestamp");
        JsonObject all = data == null ? message : message.mergeIn((JsonObject) data);
        RequestForm form = RequestForm.of(type);
        Arguments arguments = Arguments.read(all, form.arguments());
        if (!form.oneOf().isEmpty() && form.oneOf().stream().allMatch(one -> arguments.get(one) == null)) {
            throw Refusal.badField(form.oneOf().get(0).name(), "is required, or " + others(form));
        }
        return arguments;
    }

    private static String others(RequestForm form) {
        return form.oneOf().stream().skip(1).map(Argument::name).collect(Collectors.joining(", "));
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
