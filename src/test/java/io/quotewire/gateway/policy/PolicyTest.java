package io.quotewire.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role, every action, every channel: what the policy says is what the protocol's table says, written out by hand here. */
class PolicyTest {
    private static final int RUNS = 300;
    private static final int QUESTIONS = 200;
    private static final String ME = "ann";

    /** One letter a role, in order: anonymous, viewer, trader, analyst, admin, super admin. + yes, ? ask, U user, F forbidden. */
    private static final Map<String, String> SUBSCRIBE = Map.ofEntries(
            Map.entry("prices:BTC-USD", "++++++"),
            Map.entry("notifications", "U+++++"),
            Map.entry("portfolio", "UF++++"),
            Map.entry("portfolio:ann", "UF++++"),
            Map.entry("portfolio:bob", "UFFFF+"),
            Map.entry("trades", "UF++++"),
            Map.entry("trades:ann", "UF++++"),
            Map.entry("trades:bob", "UFFFF+"),
            Map.entry("user:ann", "U+++++"),
            Map.entry("user:bob", "UFFFF+"),
            Map.entry("watchlist:BTC-USD", "++++++"),
            Map.entry("room:r1", "UF???+"),
            Map.entry("analysis:daily", "UFF+++"),
            Map.entry("system", "++++++"));

    private static final Map<String, String> PUBLISH = Map.ofEntries(
            Map.entry("prices:BTC-USD", "UFFFFF"),
            Map.entry("notifications", "UFFFFF"),
            Map.entry("portfolio:ann", "UFFF++"),
            Map.entry("portfolio:bob", "UFFF++"),
            Map.entry("trades:bob", "UFFF++"),
            Map.entry("user:ann", "UFFF++"),
            Map.entry("user:bob", "UFFF++"),
            Map.entry("watchlist:BTC-USD", "UFFF++"),
            Map.entry("room:r1", "UFFF++"),
            Map.entry("analysis:daily", "UFFF++"),
            Map.entry("system", "UFFF++"));

    private static final Map<String, String> HISTORY = Map.ofEntries(
            Map.entry("prices:BTC-USD", "UFFFFF"),
            Map.entry("notifications", "U+++++"),
            Map.entry("portfolio:ann", "UF++++"),
            Map.entry("portfolio:bob", "UFFFF+"),
            Map.entry("user:ann", "U+++++"),
            Map.entry("watchlist:BTC-USD", "U+++++"),
            Map.entry("room:r1", "UF???+"),
            Map.entry("analysis:daily", "UFF+++"),
            Map.entry("system", "U+++++"));

    private static final Map<String, String> PRESENCE = Map.ofEntries(
            Map.entry("prices:BTC-USD", "UFFFFF"),
            Map.entry("notifications", "UFFFFF"),
            Map.entry("portfolio:ann", "UFFF++"),
            Map.entry("portfolio:bob", "UFFFF+"),
            Map.entry("watchlist:BTC-USD", "UFFF++"),
            Map.entry("room:r1", "UF???+"),
            Map.entry("system", "UFFF++"));

    private static final Map<ChannelAction, Map<String, String>> CHANNELS = Map.of(
            ChannelAction.SUBSCRIBE, SUBSCRIBE,
            ChannelAction.PUBLISH, PUBLISH,
            ChannelAction.HISTORY, HISTORY,
            ChannelAction.PRESENCE, PRESENCE);

    private static final Map<Action, String> ACTIONS = Map.of(
            Action.AUTHENTICATE, "++++++",
            Action.REQUEST, "++++++",
            Action.QUOTES, "++++++",
            Action.FIREHOSE, "++++++",
            Action.CALL, "UF++++",
            Action.NOTIFY, "UFFF++",
            Action.ADMINISTER, "UFFF++");

    private static final Map<UserRole, Integer> SYMBOLS = Map.of(
            UserRole.ANONYMOUS, 3,
            UserRole.VIEWER, 10,
            UserRole.TRADER, 100,
            UserRole.ANALYST, 100,
            UserRole.ADMIN, 100,
            UserRole.SUPER_ADMIN, 100);

    private final Policy usual = policy(new JsonObject());

    private static Policy policy(JsonObject json) {
        Problems problems = new Problems();
        Policy policy = read(json, true, problems);
        assertThat(problems.list()).isEmpty();
        return policy;
    }

    private static Policy read(JsonObject json, boolean anonymous, Problems problems) {
        return PolicyOptions.from(
                PolicyOptions.section().read(json, "gateway.policy", problems), anonymous, "gateway.policy", problems);
    }

    private static Principal somebody(UserRole role, @Nullable String user) {
        return role == UserRole.ANONYMOUS ? Principal.anonymous() : new Principal(user, role, null, Long.MAX_VALUE, 0);
    }

    private static char letter(Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> '+';
            case ASK -> '?';
            case UNKNOWN -> 'N';
            case NO_USER, ROLE, NOT_THEIRS, NOT_LET_IN, NO_ANSWER ->
                verdict.refusal().code().name().charAt(0);
        };
    }

    @ParameterizedTest
    @EnumSource(ChannelAction.class)
    void everyRoleMayInChannelsWhatTheTableSays(ChannelAction action) {
        CHANNELS.get(action).forEach((channel, row) -> {
            for (UserRole role : UserRole.values()) {
                Verdict verdict = usual.decide(somebody(role, ME), action, ChannelName.parse(channel));
                assertThat(letter(verdict))
                        .as(role + " " + action + " " + channel)
                        .isEqualTo(row.charAt(role.ordinal()));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyRoleMayElsewhereWhatTheTableSays(Action action) {
        for (UserRole role : UserRole.values()) {
            assertThat(letter(usual.decide(somebody(role, ME), action)))
                    .as(role + " " + action)
                    .isEqualTo(ACTIONS.get(action).charAt(role.ordinal()));
        }
    }

    @ParameterizedTest
    @EnumSource(UserRole.class)
    void everyRoleHasItsSymbols(UserRole role) {
        assertThat(usual.maxSymbols(role)).isEqualTo(SYMBOLS.get(role));
    }

    static LongStream seeds() {
        return LongStream.range(0, RUNS);
    }

    /** An oracle of another make: what the protocol says in words, for names, users and roles at random. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverTheNameOnlyTheOwnerGetsIn(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < QUESTIONS; i++) {
            UserRole role = UserRole.values()[random.nextInt(UserRole.values().length)];
            String user = word(random);
            String key = random.nextInt(4) == 0 ? user : word(random);
            String namespace = List.of("portfolio", "trades", "user", "notifications", "Portfolio", "portfolio ")
                    .get(random.nextInt(6));
            ChannelName channel = ChannelName.parse(namespace + ":" + key);
            boolean plain = namespace.equals("portfolio") || namespace.equals("trades") || namespace.equals("user");
            boolean needsTrader = !namespace.equals("user");
            boolean roleFits = role.compareTo(needsTrader ? UserRole.TRADER : UserRole.VIEWER) >= 0;
            boolean expected = plain && roleFits && (key.equals(user) || role == UserRole.SUPER_ADMIN);

            Verdict verdict = usual.decide(somebody(role, user), ChannelAction.SUBSCRIBE, channel);

            boolean odd = role == UserRole.SUPER_ADMIN && !key.equals(user);
            if (!odd) {
                assertThat(verdict == Verdict.ALLOWED)
                        .as(role + " " + user + " " + channel)
                        .isEqualTo(expected);
            } else if (verdict == Verdict.ALLOWED) {
                assertThat(expected).isTrue();
            }
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            word.append("abAB.:%_\u0000\u200B\u0430\u00E9 ".charAt(random.nextInt(13)));
        }
        return word.toString();
    }

    @Test
    void namesThatNoChannelCanHaveAreNotKnown() {
        Principal ann = somebody(UserRole.TRADER, ME);
        for (String name : List.of(
                "",
                ":",
                "nonsense",
                "prices",
                "Portfolio:ann",
                " portfolio:ann",
                "p\u043Ertfolio:ann",
                "portfolio:",
                "room",
                "room:",
                "room:a b",
                "room:a.",
                "room:\u0000",
                "room:" + "x".repeat(129),
                "watchlist",
                "watchlist:btc",
                "watchlist:BTC-USD\u0000",
                "system:x",
                "notifications:ann",
                "analysis",
                "user:" + "x".repeat(129))) {
            assertThat(usual.decide(ann, ChannelAction.SUBSCRIBE, ChannelName.parse(name)))
                    .as(name)
                    .isEqualTo(Verdict.UNKNOWN);
        }
    }

    @Test
    void aBareNameIsTheUsersOwn() {
        Principal ann = somebody(UserRole.TRADER, ME);
        assertThat(usual.named(ann, ChannelName.parse("portfolio")).text()).isEqualTo("portfolio:ann");
        assertThat(usual.named(ann, ChannelName.parse("trades:bob")).text()).isEqualTo("trades:bob");
        assertThat(usual.named(ann, ChannelName.parse("system")).text()).isEqualTo("system");
        assertThat(usual.named(Principal.anonymous(), ChannelName.parse("portfolio"))
                        .text())
                .isEqualTo("portfolio");
    }

    @Test
    void aUserMayBeCalledWhateverATokenSays() {
        Principal odd = somebody(UserRole.TRADER, "a:b \u200B");
        ChannelName own = usual.named(odd, ChannelName.parse("trades"));
        assertThat(usual.decide(odd, ChannelAction.SUBSCRIBE, own)).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void withoutAnonymousNobodyUnknownMayAnythingButComeInAndTheFirehose() {
        Policy shut = read(new JsonObject(), false, new Problems());
        Principal nobody = Principal.anonymous();
        for (String channel : SUBSCRIBE.keySet()) {
            assertThat(shut.decide(nobody, ChannelAction.SUBSCRIBE, ChannelName.parse(channel)))
                    .isEqualTo(Verdict.NO_USER);
        }
        assertThat(shut.decide(nobody, Action.REQUEST)).isEqualTo(Verdict.NO_USER);
        assertThat(shut.decide(nobody, Action.QUOTES)).isEqualTo(Verdict.NO_USER);
        assertThat(shut.decide(nobody, Action.AUTHENTICATE)).isEqualTo(Verdict.ALLOWED);
        assertThat(shut.decide(nobody, Action.FIREHOSE)).isEqualTo(Verdict.ALLOWED);
        assertThat(shut.decide(somebody(UserRole.VIEWER, ME), Action.QUOTES)).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void theBridgeIsOpenAsFarAsTheRoleSays() {
        Set<Address> commands = Set.of(Address.CONTROL_REVOKE, Address.CONTROL_BLOCK);
        for (UserRole role : UserRole.values()) {
            boolean service = role == UserRole.ADMIN || role == UserRole.SUPER_ADMIN;
            assertThat(usual.isService(role)).isEqualTo(service);
            assertThat(usual.bridge(role).maySend(Address.CHANNEL_PUBLISH.text()))
                    .isEqualTo(service);
            assertThat(usual.bridge(role).mayListen(Address.quotes("BTC-USD"))).isEqualTo(role != UserRole.ANONYMOUS);
            commands.forEach(command ->
                    assertThat(usual.bridge(role).maySend(command.text())).isEqualTo(service));
            assertThat(usual.bridge(role).mayListen(Address.CHANNEL_MESSAGE.text()))
                    .isFalse();
        }
        Policy tame = policy(new JsonObject("{\"roles\":{\"admin\":{\"administer\":false}}}"));
        assertThat(tame.bridge(UserRole.ADMIN).maySend(Address.CONTROL_REVOKE.text()))
                .isFalse();
        assertThat(tame.bridge(UserRole.ADMIN).maySend(Address.NOTIFICATIONS_PUBLISH.text()))
                .isTrue();
    }

    @Test
    void theConfigurationChangesWhatItNamesAndNothingElse() {
        Policy own = policy(new JsonObject("{\"roles\":{\"viewer\":{\"symbols\":2}},"
                + "\"channels\":{\"portfolio\":{\"subscribe\":[\"VIEWER\"]},\"user\":{\"access\":\"open\"},"
                + "\"room\":{\"access\":\"open\"},\"analysis\":{\"access\":\"ask\"}},"
                + "\"namespaces\":{\"desk\":{\"access\":\"owner\",\"publish\":[\"TRADER\"]},\"news\":{},"
                + "\"game\":{\"access\":\"ask\",\"subscribe\":[\"VIEWER\"]}}}"));
        assertThat(own.maxSymbols(UserRole.VIEWER)).isEqualTo(2);
        assertThat(own.maxSymbols(UserRole.TRADER)).isEqualTo(100);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "portfolio:ann"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.TRADER, ChannelAction.SUBSCRIBE, "portfolio:ann"))
                .isEqualTo(Verdict.ROLE);
        assertThat(says(own, UserRole.TRADER, ChannelAction.SUBSCRIBE, "trades:ann"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "user:bob"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.TRADER, ChannelAction.SUBSCRIBE, "trades:bob"))
                .isEqualTo(Verdict.NOT_THEIRS);
        assertThat(says(own, UserRole.TRADER, ChannelAction.SUBSCRIBE, "room:r"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "room:r"))
                .isEqualTo(Verdict.ROLE);
        assertThat(says(own, UserRole.ANALYST, ChannelAction.SUBSCRIBE, "analysis:a"))
                .isEqualTo(Verdict.ASK);
        assertThat(says(own, UserRole.TRADER, ChannelAction.PUBLISH, "desk:ann"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.TRADER, ChannelAction.PUBLISH, "desk:bob"))
                .isEqualTo(Verdict.NOT_THEIRS);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "desk:bob"))
                .isEqualTo(Verdict.NOT_THEIRS);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "news")).isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "news:crypto"))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(says(own, UserRole.VIEWER, ChannelAction.SUBSCRIBE, "game:7"))
                .isEqualTo(Verdict.ASK);
        assertThat(says(own, UserRole.TRADER, ChannelAction.SUBSCRIBE, "game:7"))
                .isEqualTo(Verdict.ROLE);
    }

    private static Verdict says(Policy policy, UserRole role, ChannelAction action, String channel) {
        return policy.decide(somebody(role, ME), action, ChannelName.parse(channel));
    }

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of("{'roles':{'veiwer':{}}}", "gateway.policy.roles.veiwer", "did you mean viewer?"),
                List.of(
                        "{'roles':{'viewer':{'symbols':-1}}}",
                        "gateway.policy.roles.viewer.symbols",
                        "found -1; allowed"),
                List.of("{'roles':{'anonymous':{'call':true}}}", "gateway.policy.roles.anonymous.call", "unknown key"),
                List.of("{'roles':{'trader':{'bridge':'all'}}}", "gateway.policy.roles.trader.bridge", "one of none"),
                List.of("{'channels':{'rooms':{}}}", "gateway.policy.channels.rooms", "did you mean room?"),
                List.of(
                        "{'channels':{'room':{'subscribe':['TRADERS']}}}",
                        "gateway.policy.channels.room.subscribe",
                        "allowed: a list of roles: ANONYMOUS, VIEWER"),
                List.of(
                        "{'channels':{'prices':{'publish':[]}}}",
                        "gateway.policy.channels.prices.publish",
                        "unknown key"),
                List.of(
                        "{'channels':{'system':{'publish':['TRADER']}}}",
                        "gateway.policy.channels.system.publish",
                        "found TRADER; allowed: roles with a user that may broadcast"),
                List.of(
                        "{'channels':{'portfolio':{'publish':['ANONYMOUS']}}}",
                        "gateway.policy.channels.portfolio.publish",
                        "found ANONYMOUS"),
                List.of("{'namespaces':{'room':{}}}", "gateway.policy.namespaces.room", "found a name"),
                List.of("{'namespaces':{'Bad Name':{}}}", "gateway.policy.namespaces.Bad Name", "small letters"),
                List.of(
                        "{'namespaces':{'news':{'access':'closed'}}}",
                        "gateway.policy.namespaces.news.access",
                        "found \"closed\"; allowed: one of open, owner, ask"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPathWhatWasFoundAndWhatIsAllowed(List<String> mistake) {
        Problems problems = new Problems();
        read(new JsonObject(mistake.get(0).replace('\'', '"')), true, problems);

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(mistake.get(1));
            assertThat(problem.text()).contains(mistake.get(2));
        });
    }

    @Test
    void everyNamespaceIsInTheTable() {
        List<String> seen = new ArrayList<>();
        PolicyOptions.section().sections().stream()
                .filter(section -> section.name().equals("channels"))
                .flatMap(section -> section.sections().stream())
                .forEach(section -> seen.add(section.name()));
        Set<String> table = new java.util.TreeSet<>();
        SUBSCRIBE.keySet().forEach(name -> table.add(ChannelName.parse(name).namespace()));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(table);
        assertThat(new JsonArray(seen)).isNotEmpty();
    }
}
