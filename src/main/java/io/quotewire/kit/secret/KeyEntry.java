package io.quotewire.kit.secret;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as it stands in its file, without the key. Immutable.
 *
 * @param id what it is called by
 * @param service whose it is
 * @param role what that may do
 * @param created when it was made
 * @param sha256 what {@link RandomSecret#hash} makes of the key
 */
public record KeyEntry(String id, String service, String role, Instant created, String sha256) {
    /** What every key begins with, so that people and scanners see what it is. */
    public static final String PREFIX = "qwk_";

    private static final Set<String> FIELDS = Set.of("id", "service", "role", "created", "sha256");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_SERVICE_LENGTH = 128;

    /**
     * Whether a service may be called that.
     *
     * @param name the name
     * @return true for 1 to 128 characters that can be seen
     */
    public static boolean isService(String name) {
        return !name.isBlank()
                && name.length() <= MAX_SERVICE_LENGTH
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("service", service)
                .put("role", role)
                .put("created", created.toString())
                .put("sha256", sha256);
    }

    static KeyEntry from(JsonObject json, String path) throws MalformedKeyFileException {
        for (String name : json.fieldNames()) {
            if (!FIELDS.contains(name)) {
                throw new MalformedKeyFileException(path + ": found a field that is not known; allowed: " + FIELDS);
            }
        }
        String id = text(json, path, "id");
        require(ID.matcher(id).matches(), path + ".id: allowed: 1 to 64 letters, digits, - and _");
        String service = text(json, path, "service");
        require(isService(service), path + ".service: allowed: 1 to 128 characters that can be seen");
        String sha256 = text(json, path, "sha256");
        require(SHA_256.matcher(sha256).matches(), path + ".sha256: allowed: 64 hexadecimal digits in lower case");
        try {
            Instant created = Instant.parse(text(json, path, "created"));
            return new KeyEntry(id, service, text(json, path, "role"), created, sha256);
        } catch (DateTimeException e) {
            throw new MalformedKeyFileException(path + ".created: allowed: a time such as 2026-11-20T12:00:00Z");
        }
    }

    /** What stands there is never told: it may be a key in the wrong place. */
    private static String text(JsonObject json, String path, String name) throws MalformedKeyFileException {
        if (json.getValue(name) instanceof String text) {
            return text;
        }
        throw new MalformedKeyFileException(path + "." + name + ": found no text; allowed: text");
    }

    private static void require(boolean fine, String text) throws MalformedKeyFileException {
        if (!fine) {
            throw new MalformedKeyFileException(text);
        }
    }
}
