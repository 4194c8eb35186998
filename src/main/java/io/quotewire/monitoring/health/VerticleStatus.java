package io.quotewire.monitoring.health;

import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a verticle said of itself. Immutable.
 *
 * @param kind which verticle
 * @param answered false where it did not say anything in time: everything else is empty then
 * @param healthy whether it does its work
 * @param checks each {@code {"ok","text"}}; one that is not ok degrades a healthy verticle
 * @param figures numbers and states, by name
 * @param addresses where it listens, by name
 */
public record VerticleStatus(
        VerticleKind kind,
        boolean answered,
        boolean healthy,
        JsonObject checks,
        JsonObject figures,
        JsonObject addresses) {

    /**
     * The status of a verticle that did not answer.
     *
     * @param kind which verticle
     * @return a status that is not healthy
     */
    public static VerticleStatus silent(VerticleKind kind) {
        return new VerticleStatus(kind, false, false, new JsonObject(), new JsonObject(), new JsonObject());
    }

    /**
     * Reads an answer. What is missing or of the wrong type counts as empty, and as not healthy.
     *
     * @param kind who was asked
     * @param body the answer's body
     * @return the status; one that is not healthy where the body is no object
     */
    public static VerticleStatus from(VerticleKind kind, @Nullable Object body) {
        JsonObject json = body instanceof JsonObject object ? object : new JsonObject();
        return new VerticleStatus(
                kind,
                true,
                Boolean.TRUE.equals(json.getValue("healthy")),
                object(json, "checks"),
                object(json, "figures"),
                object(json, "addresses"));
    }

    /**
     * Whether it works and none of its checks complains.
     *
     * @return false also where it did not answer
     */
    public boolean flawless() {
        return healthy && checks.fieldNames().stream().allMatch(this::ok);
    }

    /**
     * Whether a check passed.
     *
     * @param check its name
     * @return empty if there is no such check
     */
    public Optional<Boolean> check(String check) {
        return checks.containsKey(check) ? Optional.of(ok(check)) : Optional.empty();
    }

    /**
     * A figure that is a count.
     *
     * @param name its name
     * @return 0 if there is none
     */
    public long count(String name) {
        return figures.getValue(name) instanceof Number number ? number.longValue() : 0;
    }

    /**
     * With figures and addresses, for those who operate the node.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject()
                .put("answered", answered)
                .put("healthy", healthy)
                .put("checks", checks)
                .put("figures", figures)
                .put("addresses", addresses);
    }

    private boolean ok(String check) {
        return checks.getValue(check) instanceof JsonObject one && Boolean.TRUE.equals(one.getValue("ok"));
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }
}
