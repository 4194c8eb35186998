package io.quotewire.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Validates messages against the protocol's schema with somebody else's validator. Confined to one test. */
public final class SchemaCheck {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final JsonObject document;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    /** The document as it is served. */
    public SchemaCheck(JsonObject document) {
        this.document = document.copy();
        this.document.remove("anyOf");
    }

    /** The same, but no object of the server may have a field that the schema does not name. */
    public SchemaCheck closed() {
        JsonObject copy = document.copy();
        JsonObject defs = copy.getJsonObject("$defs");
        defs.fieldNames().stream()
                .filter(name -> name.startsWith("server.")
                        || List.of("quote", "error", "notification").contains(name))
                .forEach(name -> close(defs.getValue(name)));
        return new SchemaCheck(copy);
    }

    private static void close(Object schema) {
        if (schema instanceof JsonObject object) {
            if (object.containsKey("properties") && !object.containsKey("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.fieldNames().stream().toList().forEach(name -> close(object.getValue(name)));
        } else if (schema instanceof JsonArray array) {
            array.forEach(SchemaCheck::close);
        }
    }

    /** Whether the document has such a definition. */
    public boolean defines(String def) {
        return document.getJsonObject("$defs").containsKey(def);
    }

    /** What is wrong with a message, by the definition of this name. */
    public List<String> problems(String def, String message) {
        try {
            return schemas.computeIfAbsent(def, this::schema).validate(MAPPER.readTree(message)).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getMessage());
        }
    }

    /** What is wrong with a message of the server, by the definition of its type. */
    public List<String> problemsOfServer(JsonObject message) {
        String def = "server." + message.getString("type");
        return problems(defines(def) ? def : "server.publication", message.encode());
    }

    private JsonSchema schema(String def) {
        String text = document.copy().put("$ref", "#/$defs/" + def).encode();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        text,
                        SchemaValidatorsConfig.builder().losslessNarrowing(true).build());
    }
}
