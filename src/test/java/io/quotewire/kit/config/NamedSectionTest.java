package io.quotewire.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A section of names that the operator chooses beside some that are there anyway, with defaults of their own. */
class NamedSectionTest {
    private static final Key<Integer> USUAL = Key.of("n", Kind.integer(0, 9), 0, "N");
    private static final Key<Integer> OWN = Key.of("n", Kind.integer(0, 9), 5, "N");
    private static final Section SECTION =
            Section.named("all", "All", Section.of("NAME", "One", USUAL)).with(Section.of("there", "There", OWN));

    @Test
    void whatIsThereKeepsItsDefaultsAndOthersHaveTheUsualOnes() {
        Problems problems = new Problems();
        Values values =
                SECTION.read(new JsonObject("{\"there\": {}, \"added\": {}, \"more\": {\"n\": 7}}"), "all", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(values.names()).containsExactly("there", "added", "more");
        assertThat(values.section("there").get(OWN)).isEqualTo(5);
        assertThat(values.section("added").get(USUAL)).isZero();
        assertThat(values.section("more").get(USUAL)).isEqualTo(7);
        assertThat(SECTION.read(null, "all", problems).names()).containsExactly("there");
    }

    @Test
    void everyNameIsPrintedAndFoundOnce() {
        JsonObject given = new JsonObject("{\"added\": {}, \"there\": {\"n\": 6}}");

        assertThat(Effective.of(SECTION, given).encode()).isEqualTo("{\"there\":{\"n\":6},\"added\":{\"n\":0}}");
        assertThat(KeyPaths.all(SECTION, given))
                .extracting(KeyPaths.Target::path)
                .containsExactly("there", "there.n", "added", "added.n");
        assertThat(KeyPaths.find(SECTION, "there.n")).hasValue(new KeyPaths.Target("there.n", OWN));
        assertThat(KeyPaths.find(SECTION, "added.n")).hasValue(new KeyPaths.Target("added.n", USUAL));
    }

    @Test
    void whatIsWrongIsNamedOnce() {
        Problems problems = new Problems();
        SECTION.read(new JsonObject("{\"there\": {\"n\": 10}, \"added\": {\"m\": 1}}"), "all", problems);

        assertThat(problems.list()).extracting(Problem::path).containsExactly("all.there.n", "all.added.m");
    }
}
