package io.quotewire.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document describes what is served, all of it, and nothing else. */
class AdminDocumentTest {
    private static final Pattern REFERENCE = Pattern.compile("\"#/components/([^\"]+)\"");

    static JsonObject document() {
        try (InputStream in = AdminApi.class.getResourceAsStream("/openapi/admin.json")) {
            return new JsonObject(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject described(AdminOperation operation) {
        return document()
                .getJsonObject("paths")
                .getJsonObject(operation.path())
                .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void theOperationsAreTheOnesThatAreServed() {
        Set<String> described = new TreeSet<>();
        JsonObject paths = document().getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            paths.getJsonObject(path)
                    .fieldNames()
                    .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path));
        }
        Set<String> served = new TreeSet<>();
        Stream.of(AdminOperation.values())
                .forEach(operation -> served.add(operation.method().name() + " " + operation.path()));
        assertThat(document().getString("openapi")).startsWith("3.1.");
        assertThat(described).isEqualTo(served);
    }

    @ParameterizedTest
    @EnumSource(AdminOperation.class)
    void theFieldsAreTheOnesThatAreTaken(AdminOperation operation) {
        JsonObject described = described(operation);
        Set<String> fields = new HashSet<>();
        JsonArray parameters = described.getJsonArray("parameters", new JsonArray());
        parameters.stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("in").equals("query"))
                .forEach(one -> fields.add(one.getString("name")));
        JsonObject body = described.getJsonObject("requestBody");
        if (body != null) {
            fields.addAll(body.getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema")
                    .getJsonObject("properties")
                    .fieldNames());
        }
        assertThat(fields).isEqualTo(operation.fields());
        assertThat(described.getJsonObject("responses").fieldNames()).contains("200", "403", "500");
        assertThat(described.getString("operationId")).isEqualTo(operation.text());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonObject components = document().getJsonObject("components");
        Matcher references = REFERENCE.matcher(document().encode());
        Set<String> used = new HashSet<>();
        while (references.find()) {
            String[] parts = references.group(1).split("/", 2);
            assertThat(components.getJsonObject(parts[0]).fieldNames()).contains(parts[1]);
            used.add(references.group(1));
        }
        for (String kind : Set.of("schemas", "responses")) {
            components
                    .getJsonObject(kind)
                    .fieldNames()
                    .forEach(name -> assertThat(used).contains(kind + "/" + name));
        }
    }
}
