package io.quotewire.gateway.protocol;

import io.quotewire.bus.Unrecovered;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The protocol as one JSON Schema, 2020-12. What clients may send is made of the declarations that requests are checked by:
 * {@link RequestForm} and {@link Argument}. Stateless.
 */
public final class ProtocolSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String SERVER_PART = "/schema/server.json";
    private static final String DATA = "data";
    private static final String CLIENT = "client";
    private static final String SERVER = "server";

    private ProtocolSchema() {}

    /**
     * The document. {@code $defs} holds {@code client} and {@code server}, which match every message of their side, and each
     * message of a side as {@code client.TYPE} or {@code server.TYPE}.
     *
     * @param limits how much a connection may have, told under {@code limits}
     * @return a new object
     */
    public static JsonObject of(JsonObject limits) {
        JsonObject defs = clientDefs();
        serverDefs().forEach(def -> defs.put(def.getKey(), def.getValue()));
        defs.put(CLIENT, anyOf(names(defs, CLIENT)));
        defs.put(SERVER, anyOf(names(defs, SERVER)));
        return new JsonObject()
                .put("$schema", DIALECT)
                .put("$id", "urn:quotewire:" + Messages.SUBPROTOCOL)
                .put("title", Messages.SUBPROTOCOL)
                .put("description", "A message of the protocol, of either side; one JSON object in one text frame.")
                .put("anyOf", new JsonArray().add(ref(CLIENT)).add(ref(SERVER)))
                .put("limits", limits)
                .put("$defs", defs);
    }

    private static JsonObject serverDefs() {
        try (InputStream in = ProtocolSchema.class.getResourceAsStream(SERVER_PART)) {
            if (in == null) {
                throw new IllegalStateException("no " + SERVER_PART);
            }
            JsonObject defs = new JsonObject(Buffer.buffer(in.readAllBytes()));
            choice(defs, "code", Stream.of(ErrorCode.values()).map(ErrorCode::name));
            choice(defs, "unrecovered", Stream.of(Unrecovered.values()).map(Unrecovered::text));
            return defs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file cannot know. */
    private static void choice(JsonObject defs, String name, Stream<String> words) {
        defs.getJsonObject(name).put("enum", new JsonArray(words.toList()));
    }

    private static JsonObject clientDefs() {
        JsonObject defs = new JsonObject();
        JsonObject id = new JsonObject()
                .put("type", new JsonArray().add("string").add("integer").add("null"))
                .put("maxLength", RequestParser.MAX_ID_LENGTH)
                .put("minimum", Long.MIN_VALUE)
                .put("maximum", Long.MAX_VALUE)
                .put("description", "echoed in every reply");
        defs.put("requestId", id);
        for (MessageType type : MessageType.values()) {
            String name = type.wireName();
            if (!RequestForm.of(type).arguments().isEmpty()) {
                defs.put("arguments." + name, argumentsOf(type));
            }
            defs.put(CLIENT + "." + name, request(type));
        }
        return defs;
    }

    /** What a request may say if all of it stands in {@code data}. */
    private static JsonObject argumentsOf(MessageType type) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Argument<?> argument : RequestForm.of(type).arguments()) {
            JsonObject schema = argument.shape().schema();
            if (argument.isRequired()) {
                required.add(argument.name());
                properties.put(argument.name(), schema);
            } else {
                JsonObject none = new JsonObject().put("type", "null");
                properties.put(
                        argument.name(),
                        new JsonObject()
                                .put("anyOf", new JsonArray().add(schema).add(none)));
            }
        }
        JsonObject schema = new JsonObject().put("type", "object").put("properties", properties);
        return required.isEmpty() ? schema : schema.put("required", required);
    }

    private static JsonObject request(MessageType type) {
        JsonObject properties = new JsonObject()
                .put("type", new JsonObject().put("enum", new JsonArray(type.names())))
                .put("id", ref("requestId"))
                .put(
                        DATA,
                        new JsonObject()
                                .put("type", new JsonArray().add("object").add("null")));
        JsonObject request = new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", new JsonArray().add("type"));
        JsonArray conditions = new JsonArray();
        RequestForm.of(type).arguments().forEach(argument -> conditions.add(placed(type, argument)));
        if (!RequestForm.of(type).oneOf().isEmpty()) {
            JsonArray present = new JsonArray();
            RequestForm.of(type).oneOf().forEach(argument -> present.add(present(argument.name())));
            conditions.add(new JsonObject().put("anyOf", present));
        }
        return conditions.isEmpty() ? request : request.put("allOf", conditions);
    }

    /** Where {@code data} has the argument it is that one, else the one beside it. */
    private static JsonObject placed(MessageType type, Argument<?> argument) {
        String name = argument.name();
        JsonObject there = new JsonObject().put(name, ref("arguments." + type.wireName() + "/properties/" + name));
        JsonObject beside = new JsonObject().put("properties", there.copy());
        if (name.equals(DATA)) {
            beside = within(name);
        } else if (argument.isRequired()) {
            beside.put("required", new JsonArray().add(name));
        }
        return new JsonObject()
                .put("if", within(name))
                .put("then", inData(there))
                .put("else", beside);
    }

    /** Somewhere, and not null. */
    private static JsonObject present(String name) {
        JsonObject some = new JsonObject().put(name, new JsonObject().put("not", new JsonObject().put("type", "null")));
        JsonObject beside =
                new JsonObject().put("required", new JsonArray().add(name)).put("properties", some.copy());
        return new JsonObject()
                .put("if", within(name))
                .put("then", inData(some))
                .put("else", beside);
    }

    private static JsonObject within(String name) {
        JsonObject data = new JsonObject().put("type", "object").put("required", new JsonArray().add(name));
        return new JsonObject()
                .put("required", new JsonArray().add(DATA))
                .put("properties", new JsonObject().put(DATA, data));
    }

    private static JsonObject inData(JsonObject properties) {
        return new JsonObject()
                .put("properties", new JsonObject().put(DATA, new JsonObject().put("properties", properties)));
    }

    private static List<String> names(JsonObject defs, String side) {
        return defs.fieldNames().stream()
                .filter(name -> name.startsWith(side + "."))
                .toList();
    }

    private static JsonObject anyOf(List<String> names) {
        JsonArray all = new JsonArray();
        names.forEach(name -> all.add(ref(name)));
        return new JsonObject().put("anyOf", all);
    }

    private static JsonObject ref(String def) {
        return new JsonObject().put("$ref", "#/$defs/" + def);
    }
}
