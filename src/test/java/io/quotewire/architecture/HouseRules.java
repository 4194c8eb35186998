package io.quotewire.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * The rules of the house by name, for the packages below a root: the real one, and one of examples that break them.
 */
final class HouseRules {
    private static final List<String> VERTICLES = List.of("feed", "gateway", "notification", "monitoring", "bridge");
    private static final String BANNED_WORDS =
            "(.*[a-z0-9$])?(Manager|Helper|Utils?|Processor|Impl|Common|Base|Data|Info)([A-Z].*)?";
    private static final List<String> MUTABLE_TYPES = List.of(
            "java.util.concurrent.atomic..",
            "java.lang.ThreadLocal",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer");

    private final String root;
    private final Map<String, ArchRule> rules = new LinkedHashMap<>();

    private HouseRules(String root) {
        this.root = root;
    }

    static Map<String, ArchRule> of(String root) {
        HouseRules house = new HouseRules(root);
        house.whoMayKnowWhom();
        house.insideTheGateway();
        house.stateAndNames();
        house.theBus();
        return house.rules;
    }

    private void whoMayKnowWhom() {
        within("bus");
        within("kit");
        VERTICLES.forEach(verticle -> within(verticle, "bus", "kit"));
        within("launcher", "bus", "kit");
        add(
                "bus knows only buffers, json and the event bus",
                classes()
                        .that(resideInAPackage(root + ".bus.."))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                root + "..",
                                "java..",
                                "org.jspecify..",
                                "io.vertx.core.buffer..",
                                "io.vertx.core.json..",
                                "io.vertx.core.eventbus..")));
        add(
                "packages have no cycles",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
    }

    /** A package may know itself and the named ones, and nothing else of ours. */
    private void within(String owner, String... friends) {
        String[] allowed = Stream.concat(Stream.of(owner), Arrays.stream(friends))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> stranger = resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed)));
        add(
                owner + " knows only "
                        + String.join(", ", allowed).replace(root + ".", "").replace("..", ""),
                noClasses()
                        .that(resideInAPackage(root + "." + owner + ".."))
                        .should()
                        .dependOnClassesThat(stranger));
    }

    private void insideTheGateway() {
        never("transport", "subscription");
        never("session", "transport");
        never("subscription", "session", "transport", "auth", "limit");
        never("policy", "limit", "remote", "session", "subscription", "transport");
        never("remote", "session", "subscription", "transport", "auth", "limit");
        never("protocol", "auth", "limit", "remote", "session", "subscription", "transport");
        never("auth", "protocol", "limit", "remote", "session", "subscription", "transport");
        never("limit", "protocol", "auth", "remote", "session", "subscription", "transport");
    }

    private void never(String owner, String... strangers) {
        String gateway = root + ".gateway.";
        String[] packages =
                Arrays.stream(strangers).map(name -> gateway + name + "..").toArray(String[]::new);
        add(
                "gateway." + owner + " never knows " + String.join(", ", strangers),
                noClasses()
                        .that(resideInAPackage(gateway + owner + ".."))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(packages)));
    }

    private void stateAndNames() {
        add("no synchronized methods", methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED));
        add(
                "static fields are final",
                fields().that()
                        .areStatic()
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .should()
                        .beFinal());
        add(
                "static fields are of types that do not change",
                noFields().that().areStatic().should().haveRawType(resideInAnyPackageOrAre(MUTABLE_TYPES)));
        add(
                "no concurrent map",
                noFields()
                        .should()
                        .haveRawType(DescribedPredicate.describe(
                                "a concurrent map", (JavaClass type) -> type.isAssignableTo(ConcurrentMap.class))));
        add("names say something", classes().should(haveATellingName()));
        add("packages are null-marked", classes().should(beInANullMarkedPackage()));
    }

    private void theBus() {
        add(
                "bus addresses are no constants",
                noFields()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(root + ".bus..")
                        .and()
                        .areStatic()
                        .and()
                        .areNotPrivate()
                        .should()
                        .haveRawType(String.class));
        add(
                "nobody keeps an address in a constant",
                noFields()
                        .that()
                        .areStatic()
                        .and()
                        .haveRawType(String.class)
                        .should()
                        .haveNameMatching(".*ADDRESS.*"));
        add(
                "who speaks on the bus takes the address from bus",
                classes()
                        .that(resideInAPackage(root + ".."))
                        .and(not(resideInAnyPackage(root + ".bus..", root + ".kit..")))
                        .should(speakOnlyWithAddresses()));
    }

    private void add(String name, ArchRule rule) {
        rules.put(name, rule.as(name).allowEmptyShould(true));
    }

    private static DescribedPredicate<JavaClass> resideInAnyPackageOrAre(List<String> types) {
        String[] packages = types.stream().filter(name -> name.endsWith("..")).toArray(String[]::new);
        return resideInAnyPackage(packages)
                .or(DescribedPredicate.describe("mutable types", type -> types.contains(type.getName())));
    }

    private static ArchCondition<JavaClass> haveATellingName() {
        return new ArchCondition<>("have a name that says something") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean telling = !type.getSimpleName().matches(BANNED_WORDS);
                events.add(new SimpleConditionEvent(type, telling, type.getName() + " has a name that says nothing"));
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().tryGetPackageInfo().stream()
                        .anyMatch(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"));
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }

    /** Javac inlines constants, so a literal cannot be seen: but whoever never touches Address cannot have asked it. */
    private ArchCondition<JavaClass> speakOnlyWithAddresses() {
        List<String> speaking = List.of("publish", "send", "request", "consumer", "localConsumer");
        return new ArchCondition<>("use Address where they use the event bus") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean speaks = type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals("io.vertx.core.eventbus.EventBus")
                                && speaking.contains(call.getName()));
                boolean asks = type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getName().equals(root + ".bus.Address"));
                events.add(new SimpleConditionEvent(
                        type, !speaks || asks, type.getName() + " speaks on the bus without " + root + ".bus.Address"));
            }
        };
    }
}
