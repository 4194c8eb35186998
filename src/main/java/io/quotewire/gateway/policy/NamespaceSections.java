package io.quotewire.gateway.policy;

import static io.quotewire.gateway.policy.ChannelAction.HISTORY;
import static io.quotewire.gateway.policy.ChannelAction.PRESENCE;
import static io.quotewire.gateway.policy.ChannelAction.PUBLISH;
import static io.quotewire.gateway.policy.ChannelAction.SUBSCRIBE;

import io.quotewire.bus.UserRole;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code gateway.policy.channels}, the namespaces that there are, and {@code gateway.policy.namespaces}, those that the operator
 * adds: declares and reads both. Stateless.
 */
final class NamespaceSections {
    private static final int ANNOUNCED = 200;
    private static final int MAX_ANNOUNCED = 10_000;
    private static final Set<UserRole> ALL = EnumSet.allOf(UserRole.class);
    private static final Set<UserRole> USERS = EnumSet.range(UserRole.VIEWER, UserRole.SUPER_ADMIN);
    private static final Set<UserRole> TRADERS = EnumSet.range(UserRole.TRADER, UserRole.SUPER_ADMIN);
    private static final Set<UserRole> ANALYSTS = EnumSet.range(UserRole.ANALYST, UserRole.SUPER_ADMIN);
    private static final Set<UserRole> ADMINS = EnumSet.range(UserRole.ADMIN, UserRole.SUPER_ADMIN);

    /** What each may by default; an action that is not there makes no sense there. */
    private static final Map<String, Namespace> BUILT_IN = builtIn();

    private NamespaceSections() {}

    static Section channels() {
        return Section.of("channels", "Which roles may do what in the channels that there are.")
                .with(BUILT_IN.entrySet().stream()
                        .map(entry -> builtIn(entry.getKey(), entry.getValue()))
                        .toArray(Section[]::new));
    }

    static Section added() {
        Section each = Section.of(
                "NAME",
                "Channels NAME and NAME:KEY, NAME in small letters and digits.",
                access(Access.OPEN, Access.texts()),
                key(SUBSCRIBE, USERS),
                key(PUBLISH, ADMINS),
                key(HISTORY, Set.of()),
                key(PRESENCE, Set.of()),
                counted(false),
                announceUpTo());
        return Section.named("namespaces", "Channels of your own, by the name before the colon.", each);
    }

    static Map<String, Namespace> read(Values channels, Values added, String path, Problems problems) {
        Map<String, Namespace> namespaces = new LinkedHashMap<>();
        BUILT_IN.forEach((name, usual) -> namespaces.put(name, changed(usual, channels.section(name))));
        for (String name : added.names()) {
            if (!ChannelName.isNamespace(name) || BUILT_IN.containsKey(name)) {
                problems.add(
                        path + ".namespaces." + name,
                        "found a name that no channel can have, or has; allowed: small letters and digits, "
                                + "a letter first, and none of " + String.join(", ", BUILT_IN.keySet()));
            }
            namespaces.put(name, added(added.section(name)));
        }
        return namespaces;
    }

    private static Namespace changed(Namespace usual, Values values) {
        List<String> choices = choices(usual.key());
        Access access = choices.isEmpty() ? usual.access() : Access.of(values.get(access(usual.access(), choices)));
        boolean canBe = usual.roles().containsKey(PRESENCE);
        Presence presence = canBe ? presence(usual.presence().isCounted(), values) : usual.presence();
        return new Namespace(access, usual.key(), roles(usual.roles(), values), presence);
    }

    /** How a namespace may be opened or shut: what its keys are leaves not everything to choose. */
    private static List<String> choices(KeyShape key) {
        return switch (key) {
            case USER -> List.of(Access.OWNER.text(), Access.OPEN.text());
            case NAME -> List.of(Access.ASK.text(), Access.OPEN.text());
            case NONE, ANY, SYMBOL, OPTIONAL_NAME -> List.of();
        };
    }

    private static Key<String> access(Access usual, List<String> choices) {
        return Key.of(
                "access",
                Kind.choice(choices),
                usual.text(),
                "Who, among those whose role allows it, gets into NAME:KEY: all (open), the user KEY (owner), or whom the"
                        + " owning service lets in (ask).");
    }

    private static Namespace added(Values values) {
        Map<ChannelAction, Set<UserRole>> keys = new EnumMap<>(ChannelAction.class);
        Stream.of(ChannelAction.values()).forEach(action -> keys.put(action, Set.of()));
        Access access = Access.of(values.get(access(Access.OPEN, Access.texts())));
        KeyShape shape = switch (access) {
            case OPEN -> KeyShape.OPTIONAL_NAME;
            case OWNER -> KeyShape.USER;
            case ASK -> KeyShape.NAME;
        };
        return new Namespace(access, shape, roles(keys, values), presence(false, values));
    }

    private static Map<ChannelAction, Set<UserRole>> roles(Map<ChannelAction, Set<UserRole>> usual, Values values) {
        Map<ChannelAction, Set<UserRole>> roles = new EnumMap<>(ChannelAction.class);
        usual.forEach((action, some) -> roles.put(
                action,
                values.get(key(action, some)).stream().map(UserRole::valueOf).collect(Collectors.toSet())));
        return roles;
    }

    private static Section builtIn(String name, Namespace namespace) {
        List<String> choices = choices(namespace.key());
        Stream<Key<?>> access = choices.isEmpty() ? Stream.of() : Stream.of(access(namespace.access(), choices));
        Stream<Key<?>> roles = Stream.of(ChannelAction.values())
                .filter(namespace.roles()::containsKey)
                .map(action -> key(action, namespace.who(action)));
        Stream<Key<?>> presence = namespace.roles().containsKey(PRESENCE)
                ? Stream.of(counted(namespace.presence().isCounted()), announceUpTo())
                : Stream.of();
        Key<?>[] keys = Stream.of(access, roles, presence).flatMap(some -> some).toArray(Key<?>[]::new);
        return Section.of(name, "Channels of " + name + ".", keys);
    }

    private static Presence presence(boolean usual, Values values) {
        return new Presence(values.get(counted(usual)), values.get(announceUpTo()));
    }

    private static Key<Boolean> counted(boolean usual) {
        return Key.of(
                "counted",
                Kind.flag(),
                usual,
                "Whether the gateways count who is in these channels: for presence, joined and left.");
    }

    private static Key<Integer> announceUpTo() {
        return Key.of(
                "announceUpTo",
                Kind.integer(0, MAX_ANNOUNCED),
                ANNOUNCED,
                "joined and left come in counted channels that have up to so many connections; 0 = never.");
    }

    private static Key<List<String>> key(ChannelAction action, Set<UserRole> usual) {
        Set<String> names = ALL.stream().map(UserRole::name).collect(Collectors.toUnmodifiableSet());
        String all = ALL.stream().map(UserRole::name).collect(Collectors.joining(", "));
        return Key.of(
                action.name().toLowerCase(Locale.ROOT),
                Kind.texts("a list of roles: " + all, names::contains),
                ALL.stream().filter(usual::contains).map(UserRole::name).toList(),
                switch (action) {
                    case SUBSCRIBE -> "Which roles may subscribe.";
                    case PUBLISH -> "Which roles may publish, over WebSocket and HTTP.";
                    case HISTORY -> "Which roles may read what is kept; whoever may subscribe gets what was missed.";
                    case PRESENCE -> "Which roles may see who is there.";
                });
    }

    private static Map<String, Namespace> builtIn() {
        Map<String, Namespace> all = new LinkedHashMap<>();
        all.put(ChannelName.PRICES, new Namespace(Access.OPEN, KeyShape.ANY, Map.of(SUBSCRIBE, ALL), Presence.NONE));
        all.put(
                ChannelName.NOTIFICATIONS,
                new Namespace(Access.OWNER, KeyShape.NONE, Map.of(SUBSCRIBE, USERS, HISTORY, USERS), Presence.NONE));
        all.put("portfolio", published(Access.OWNER, KeyShape.USER, TRADERS));
        all.put("trades", published(Access.OWNER, KeyShape.USER, TRADERS));
        all.put("user", published(Access.OWNER, KeyShape.USER, USERS));
        all.put("watchlist", published(Access.OPEN, KeyShape.SYMBOL, ALL));
        all.put("room", published(Access.ASK, KeyShape.NAME, TRADERS));
        all.put("analysis", published(Access.OPEN, KeyShape.NAME, ANALYSTS));
        all.put("system", published(Access.OPEN, KeyShape.NONE, ALL));
        return Collections.unmodifiableMap(all);
    }

    /** Whoever gets it may see what there was and who is there, but for those nobody knows. */
    private static Namespace published(Access access, KeyShape key, Set<UserRole> subscribers) {
        Set<UserRole> known = EnumSet.copyOf(subscribers);
        known.remove(UserRole.ANONYMOUS);
        Set<UserRole> present = access == Access.ASK ? known : ADMINS;
        return new Namespace(
                access,
                key,
                Map.of(SUBSCRIBE, subscribers, PUBLISH, ADMINS, HISTORY, known, PRESENCE, present),
                new Presence(access == Access.ASK, ANNOUNCED));
    }
}
