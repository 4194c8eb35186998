package io.quotewire.monitoring.admin;

import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.SanctionQuery;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Turns requests into the messages that gateways take; what the fields may hold is the gateways' to say. Stateless. */
final class CommandReader {
    private static final String LIMIT = "limit";
    private static final String ALL = "all";
    private static final int MAX_DEPTH = 4;

    private CommandReader() {}

    /** The message of a request with a body. */
    static JsonObject command(AdminOperation operation, Buffer body) {
        JsonObject json = object(body);
        requireKnown(operation, json.fieldNames());
        if (operation == AdminOperation.SYSTEM) {
            Object all = json.remove(ALL);
            boolean named = json.containsKey("userId") || json.containsKey("connectionId") || json.containsKey("ip");
            if (all != null && !Boolean.TRUE.equals(all)) {
                throw new MalformedMessageException(ALL, "must be true, or left out");
            }
            if (named == Boolean.TRUE.equals(all)) {
                throw new MalformedMessageException(ALL, "there must be one of userId, connectionId, ip, all");
            }
        }
        return json;
    }

    /** The message of a request without a body. */
    static JsonObject question(AdminOperation operation, String path, MultiMap query) {
        requireKnown(operation, query.names());
        JsonObject json = new JsonObject();
        for (String name : query.names()) {
            if (query.getAll(name).size() > 1) {
                throw new MalformedMessageException(name, "is there twice");
            }
            json.put(name, name.equals(LIMIT) ? number(query.get(name)) : query.get(name));
        }
        operation.parameter(path).ifPresent(id -> json.put("connectionId", decoded(id)));
        if (operation == AdminOperation.BLOCKS) {
            json.put("kind", SanctionQuery.Kind.BLOCKS.name());
        } else if (operation == AdminOperation.REVOCATIONS) {
            json.put("kind", SanctionQuery.Kind.REVOCATIONS.name());
        }
        return json;
    }

    private static JsonObject object(Buffer body) {
        try {
            if (StrictJson.parse(body.toString(StandardCharsets.UTF_8), MAX_DEPTH) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJsonException none) {
            // Told below.
        }
        throw new MalformedMessageException("body", "must be a JSON object");
    }

    private static void requireKnown(AdminOperation operation, Iterable<String> given) {
        for (String name : given) {
            if (!operation.fields().contains(name)) {
                throw new MalformedMessageException(
                        "body",
                        "fields may be "
                                + String.join(
                                        ", ",
                                        operation.fields().stream().sorted().toList()));
            }
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new MalformedMessageException(LIMIT, "must be an integer");
        }
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new MalformedMessageException("connectionId", "cannot be read");
        }
    }
}
