package io.quotewire.gateway.policy;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code gateway.policy.roles}: declares it, with what each role may by default, and reads it. Stateless. */
final class RoleSections {
    private static final int MAX_SYMBOLS = 10_000;
    private static final RoleRights VIEWER = new RoleRights(10, true, false, false, false, false, BridgeLevel.READER);
    private static final RoleRights TRADER = new RoleRights(100, true, true, false, false, false, BridgeLevel.READER);
    private static final RoleRights ADMIN = new RoleRights(100, true, true, true, true, false, BridgeLevel.SERVICE);
    private static final Map<UserRole, RoleRights> USUAL = Map.of(
            UserRole.ANONYMOUS, new RoleRights(3, true, false, false, false, false, BridgeLevel.NONE),
            UserRole.VIEWER, VIEWER,
            UserRole.TRADER, TRADER,
            UserRole.ANALYST, TRADER,
            UserRole.ADMIN, ADMIN,
            UserRole.SUPER_ADMIN, new RoleRights(100, true, true, true, true, true, BridgeLevel.SERVICE));

    private RoleSections() {}

    static Section section() {
        return Section.of("roles", "What each role may, beside channels.")
                .with(Stream.of(UserRole.values()).map(RoleSections::section).toArray(Section[]::new));
    }

    static Map<UserRole, RoleRights> read(Values values) {
        Map<UserRole, RoleRights> rights = new EnumMap<>(UserRole.class);
        for (UserRole role : UserRole.values()) {
            rights.put(role, rights(role, values.section(name(role))));
        }
        return rights;
    }

    /** The name of a role's section: as other keys are written. */
    static String name(UserRole role) {
        return role == UserRole.SUPER_ADMIN ? "superAdmin" : role.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whoever is not known can be given nothing that somebody must answer for. */
    private static Section section(UserRole role) {
        RoleRights usual = usual(role);
        if (role == UserRole.ANONYMOUS) {
            return Section.of(name(role), "Who shows no credential.", symbols(usual), firehose(usual));
        }
        return Section.of(
                name(role),
                "Whose token says " + role + ".",
                symbols(usual),
                firehose(usual),
                call(usual),
                broadcast(usual),
                administer(usual),
                everyChannel(usual),
                bridge(usual));
    }

    private static RoleRights rights(UserRole role, Values values) {
        RoleRights usual = usual(role);
        int symbols = values.get(symbols(usual));
        boolean firehose = values.get(firehose(usual));
        if (role == UserRole.ANONYMOUS) {
            return new RoleRights(symbols, firehose, false, false, false, false, BridgeLevel.NONE);
        }
        return new RoleRights(
                symbols,
                firehose,
                values.get(call(usual)),
                values.get(broadcast(usual)),
                values.get(administer(usual)),
                values.get(everyChannel(usual)),
                BridgeLevel.of(values.get(bridge(usual))));
    }

    private static RoleRights usual(UserRole role) {
        return USUAL.getOrDefault(role, VIEWER);
    }

    private static Key<Integer> symbols(RoleRights usual) {
        return Key.of(
                "symbols",
                Kind.integer(0, MAX_SYMBOLS),
                usual.symbols(),
                "How many symbols a connection may have subscribed.");
    }

    private static Key<Boolean> firehose(RoleRights usual) {
        return Key.of("firehose", Kind.flag(), usual.firehose(), "Whether /ws/prices, every symbol at once, is open.");
    }

    private static Key<Boolean> call(RoleRights usual) {
        return Key.of("call", Kind.flag(), usual.call(), "Whether services on the bus may be asked.");
    }

    private static Key<Boolean> broadcast(RoleRights usual) {
        return Key.of(
                "broadcast",
                Kind.flag(),
                usual.broadcast(),
                "Whether they may publish to whomever: notifications, and channels that are others' or everybody's.");
    }

    private static Key<Boolean> administer(RoleRights usual) {
        return Key.of(
                "administer",
                Kind.flag(),
                usual.administer(),
                "Whether they may disconnect, revoke, block and unblock.");
    }

    private static Key<Boolean> everyChannel(RoleRights usual) {
        return Key.of(
                "everyChannel",
                Kind.flag(),
                usual.everyChannel(),
                "Whether they may have channels that are others', and rooms without anybody being asked.");
    }

    private static Key<String> bridge(RoleRights usual) {
        List<String> levels = BridgeLevel.texts();
        return Key.of(
                "bridge",
                Kind.choice(levels),
                usual.bridge().text(),
                "How far the event-bus bridge is open: reader for quotes, service for what services need.");
    }
}
