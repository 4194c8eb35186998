package io.quotewire.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectiveTest {
    private static final Section ROOT = Section.of(
                    "root",
                    "All",
                    Key.of("plain", Kind.text(), "calm", "Text"),
                    Key.of("absent", Kind.text(), null, "Text"),
                    Key.of("list", Kind.texts("texts", text -> true), List.of("a"), "List")
                            .notYetEnforced(),
                    Key.of("password", Kind.text(), "default", "Text").asSecret())
            .with(Section.named("each", "Each", Section.of("one", "One", Key.of("n", Kind.integer(0, 9), 3, "N"))));

    @Test
    void defaultsAreFilledInAndWhatWasGivenStays() {
        JsonObject given = new JsonObject("{\"plain\": \"wild\", \"each\": {\"x\": {}, \"y\": {\"n\": 4}}}");

        assertThat(Effective.of(ROOT, given).encode())
                .isEqualTo("{\"plain\":\"wild\",\"list\":[\"a\"],\"password\":\"default\","
                        + "\"each\":{\"x\":{\"n\":3},\"y\":{\"n\":4}}}");
    }

    @Test
    void secretsAndPasswordsWithinAddressesAreMasked() {
        JsonObject given = new JsonObject(
                "{\"plain\": \"redis://me:hunter2@host/0\", \"list\": [\"x://:hunter2@h\"], \"password\": \"hunter2\"}");

        JsonObject masked = Effective.masked(ROOT, given);

        assertThat(masked.encode()).doesNotContain("hunter2");
        assertThat(masked.getString("plain")).isEqualTo("redis://***@host/0");
        assertThat(masked.getString("password")).isEqualTo("***");
        assertThat(Printed.value("redis://me:hunter2@host/0", false)).doesNotContain("hunter2");
    }

    @Test
    void onlyGivenKeysAreListedAsNotEnforced() {
        assertThat(Effective.notEnforced(ROOT, new JsonObject("{\"plain\": \"x\"}")))
                .isEmpty();
        assertThat(Effective.notEnforced(ROOT, new JsonObject("{\"list\": []}")))
                .containsExactly("list");
    }
}
