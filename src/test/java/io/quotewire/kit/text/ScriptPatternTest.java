package io.quotewire.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.HostileTexts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptPatternTest {
    private static final int LONG = 65_536;

    @Test
    void everyHostileTextThatABrowserCouldRunIsFound() {
        List<String> hostile = HostileTexts.refused();
        assertThat(hostile).hasSizeGreaterThan(90);
        assertThat(hostile).filteredOn(text -> !ScriptPattern.matches(text)).isEmpty();
    }

    @Test
    void everyHostileTextIsFoundWithinOtherText() {
        assertThat(HostileTexts.refused())
                .filteredOn(text -> !ScriptPattern.matches("an order: " + text + " and more"))
                .isEmpty();
    }

    @Test
    void whatPeopleAndProgramsWriteToEachOtherPasses() {
        assertThat(HostileTexts.honest()).hasSizeGreaterThan(40);
        assertThat(HostileTexts.honest()).filteredOn(ScriptPattern::matches).isEmpty();
        assertThat(HostileTexts.passing()).filteredOn(ScriptPattern::matches).isEmpty();
    }

    @Test
    void everyLayerOfEscapesIsTakenOffAndManyAreFoundAsSuch() {
        String text = "<script>";
        for (int layer = 0; layer < 12; layer++) {
            assertThat(ScriptPattern.matches(text)).as(text).isTrue();
            text = text.replace("%", "%25").replace("<", "%3C");
        }
    }

    @Test
    void theNameAndThePathOfAFieldAreTold() {
        JsonObject order = new JsonObject()
                .put("side", "buy")
                .put("notes", new JsonArray().add("fine").add("<svg>"));
        assertThat(ScriptPattern.find("data", new JsonObject().put("order", order)))
                .contains("data.order.notes[1]");
        assertThat(ScriptPattern.find("data", new JsonObject().put("<svg>", 1))).contains("data");
        assertThat(ScriptPattern.find("data", new JsonObject().put("n", 1).putNull("none")))
                .isEmpty();
        assertThat(ScriptPattern.find("title", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<a \"",
                "<a '\"",
                "&",
                "&amp;",
                "&#",
                "&#0",
                "%",
                "%25",
                "%C0",
                "\\",
                "\\u{0",
                "\\u003c",
                "+ADw-",
                ":",
                "a:",
                "javascript: ",
                "data: ",
                "/*",
                "/*:*/",
                ":e/*",
                "<base ",
                "< ",
                "</",
                "<!",
                "<x:",
                "\" on",
                "<b on ",
                "<b ona",
                "onerror ",
                "expression(",
                ": expression(s)",
                "\t",
                "java\t",
                "\u0000",
                "\uff1c",
                "\ufeff",
                "<b srcdo",
                "on",
                "<b/on/"
            })
    void theCostGrowsWithTheLengthAndNoFaster(String unit) {
        Steps quarter = new Steps();
        Steps whole = new Steps();
        String text = unit.repeat(LONG / unit.length());
        ScriptPattern.matches(text.substring(0, LONG / 4), quarter);
        ScriptPattern.matches(text, whole);
        assertThat(whole.count()).isLessThan(5 * quarter.count() + 1_000);
        assertThat(whole.count()).isLessThan(100L * LONG);
    }
}
