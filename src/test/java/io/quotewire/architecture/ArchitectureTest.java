package io.quotewire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its rules, and each rule is seen to fail on an example that breaks it. */
final class ArchitectureTest {
    private static final String HOUSE = "io.quotewire";
    private static final String BROKEN = "io.quotewire.architecture.broken";

    /** A literal as the first argument of a method that takes an address. */
    private static final Pattern LITERAL_ADDRESS = Pattern.compile(
            "\\.\\s*(?:<[^>]*>+\\s*)?(?:publish|send|request|consumer|localConsumer|consume|consumeLocally)"
                    + "\\(\\s*\"[a-z]+[.a-zA-Z-]*\"");

    /** Which example breaks which rule. */
    private static final Map<String, List<String>> EXAMPLES = Map.ofEntries(
            Map.entry("bus knows only bus", List.of("bus.KnowsTheKit")),
            Map.entry("kit knows only kit", List.of("kit.KnowsTheBus")),
            Map.entry("feed knows only feed, bus, kit", List.of("feed.KnowsTheGateway")),
            Map.entry("gateway knows only gateway, bus, kit", List.of("gateway.KnowsTheFeed")),
            Map.entry("notification knows only notification, bus, kit", List.of("notification.KnowsMonitoring")),
            Map.entry("monitoring knows only monitoring, bus, kit", List.of("monitoring.KnowsTheBridge")),
            Map.entry("bridge knows only bridge, bus, kit", List.of("bridge.KnowsTheLauncher")),
            Map.entry("launcher knows only launcher, bus, kit", List.of("launcher.KnowsTheFeed")),
            Map.entry("bus knows only buffers, json and the event bus", List.of("bus.KnowsVertx")),
            Map.entry("packages have no cycles", List.of("bus", "kit")),
            Map.entry("gateway.transport never knows subscription", List.of("gateway.transport.KnowsSubscription")),
            Map.entry(
                    "gateway.remote never knows session, subscription, transport, auth, limit",
                    List.of("gateway.remote.KnowsSession")),
            Map.entry(
                    "gateway.policy never knows limit, remote, session, subscription, transport",
                    List.of("gateway.policy.KnowsSession")),
            Map.entry("gateway.session never knows transport", List.of("gateway.session.KnowsTransport")),
            Map.entry(
                    "gateway.subscription never knows session, transport, auth, limit",
                    List.of("gateway.subscription.KnowsSession")),
            Map.entry(
                    "gateway.protocol never knows auth, limit, remote, session, subscription, transport",
                    List.of("gateway.protocol.KnowsAuth")),
            Map.entry(
                    "gateway.auth never knows protocol, limit, remote, session, subscription, transport",
                    List.of("gateway.auth.KnowsLimit")),
            Map.entry(
                    "gateway.limit never knows protocol, auth, remote, session, subscription, transport",
                    List.of("gateway.limit.KnowsProtocol")),
            Map.entry("no synchronized methods", List.of("kit.Locked")),
            Map.entry("static fields are final", List.of("kit.CountedForAll")),
            Map.entry("static fields are of types that do not change", List.of("kit.CountedAtomically")),
            Map.entry("no concurrent map", List.of("kit.MeetingPlace")),
            Map.entry("names say something", List.of("kit.WorkManager", "kit.BaseTool", "kit.Toolbox$ToolUtils")),
            Map.entry("packages are null-marked", List.of("unmarked.Plain")),
            Map.entry("bus addresses are no constants", List.of("bus.Constants")),
            Map.entry("nobody keeps an address in a constant", List.of("feed.KeepsAnAddress")),
            Map.entry("who speaks on the bus takes the address from bus", List.of("feed.SpeaksFreely")));

    private static JavaClasses brokenHouse;

    @BeforeAll
    static void readTheBrokenHouse() {
        brokenHouse = new ClassFileImporter().importPackages(BROKEN);
    }

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HOUSE);
        return HouseRules.of(HOUSE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(house)));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleFailsOnItsBrokenExample() {
        return HouseRules.of(BROKEN).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> assertFails(rule.getValue(), EXAMPLES.get(rule.getKey()))));
    }

    private static void assertFails(ArchRule rule, List<String> examples) {
        EvaluationResult result = rule.evaluate(brokenHouse);

        assertThat(result.hasViolation()).isTrue();
        String report = result.getFailureReport().toString();
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example ->
                        assertThat(report).contains(example.contains(".") ? BROKEN + "." + example : example));
    }

    @Test
    void everyRuleHasAnExampleAndEveryExampleARule() {
        assertThat(EXAMPLES.keySet()).isEqualTo(HouseRules.of(BROKEN).keySet());
    }

    @Test
    void innocentExamplesBreakNoRule() {

        HouseRules.of(BROKEN)
                .forEach((name, rule) -> assertThat(
                                rule.evaluate(brokenHouse).getFailureReport().getDetails())
                        .as(name)
                        .noneMatch(line -> line.contains("Innocent")));
    }

    @Test
    void noAddressIsWrittenOutAsText() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> guilty = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> LITERAL_ADDRESS.matcher(read(file)).find())
                    .toList();

            assertThat(guilty).isEmpty();
        }
    }

    @Test
    void anAddressWrittenOutAsTextIsFound() {
        assertThat(List.of(
                        "vertx.eventBus().publish(\"feed.ticks\", batch);",
                        "vertx.eventBus().<JsonObject>request(\n    \"status.query\", body)",
                        "scope.consumeLocally(\"node.phase\", this::phase)"))
                .allMatch(text -> LITERAL_ADDRESS.matcher(text).find());
        assertThat(List.of("bus.publish(Address.ticks(3), x)", "socket.send(\"{}\")"))
                .noneMatch(text -> LITERAL_ADDRESS.matcher(text).find());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
