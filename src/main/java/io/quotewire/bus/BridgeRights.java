package io.quotewire.bus;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Which addresses programs outside may use over the bridges, by role. What is not here is never permitted: the addresses
 * that verticles use among themselves are nobody else's.
 */
public final class BridgeRights {
    private static final String ANY = "*";
    private static final Set<String> READERS_SEND = Set.of(Address.QUOTES_SNAPSHOT.text());
    private static final Set<String> READERS_LISTEN = Set.of(Address.quotes(ANY));
    private static final Set<String> SERVICES_SEND = Set.of(
            Address.QUOTES_SNAPSHOT.text(),
            Address.QUOTES_INTEREST.text(),
            Address.FEED_INGEST.text(),
            Address.NOTIFICATIONS_PUBLISH.text(),
            Address.CHANNEL_PUBLISH.text(),
            Address.rpc(ANY),
            Address.PRESENCE_QUERY.text(),
            Address.STATUS_QUERY.text(),
            Address.CONTROL_DISCONNECT.text(),
            Address.CONTROL_REVOKE.text(),
            Address.CONTROL_BLOCK.text(),
            Address.CONTROL_UNBLOCK.text(),
            Address.CONTROL_WATCH.text(),
            Address.CONTROL_SYSTEM.text(),
            Address.CONTROL_CONNECTIONS.text(),
            Address.CONTROL_SANCTIONS.text());
    private static final Set<String> SERVICES_LISTEN = Set.of(
            Address.quotes(ANY),
            Address.NOTIFICATIONS_RECEIPT.text(),
            Address.ROOM_AUTHORIZE.text(),
            Address.rpc(ANY),
            Address.ALERT_RAISED.text(),
            Address.ALERT_CLEARED.text(),
            Address.AUDIT_EVENT.text());
    private static final Set<String> DIAGNOSTIC_NEWS = Set.of("news." + ANY);
    private static final Set<String> DIAGNOSTIC_SEND = Set.of("svc." + ANY, "news." + ANY);
    private static final Map<UserRole, BridgeRights> BY_ROLE = byRole();

    private final Set<String> send;
    private final Set<String> listen;

    private BridgeRights(Set<String> send, Set<String> listen) {
        this.send = send;
        this.listen = listen;
    }

    /**
     * What a role may.
     *
     * @param role the role
     * @return its rights
     */
    public static BridgeRights of(UserRole role) {
        return BY_ROLE.getOrDefault(role, new BridgeRights(Set.of(), Set.of()));
    }

    /**
     * What everybody may where diagnostics are on, beside their own rights.
     *
     * @return the rights
     */
    public static BridgeRights diagnostic() {
        return new BridgeRights(DIAGNOSTIC_SEND, DIAGNOSTIC_NEWS);
    }

    /**
     * Whether it may send, publish and ask there.
     *
     * @param address where
     * @return true if so
     */
    public boolean maySend(String address) {
        return covers(send, address);
    }

    /**
     * Whether it may listen there.
     *
     * @param address where
     * @return true if so
     */
    public boolean mayListen(String address) {
        return covers(listen, address);
    }

    /** An entry with a star at its end stands for every address that has something in its place. */
    private static boolean covers(Set<String> entries, String address) {
        int dot = address.indexOf('.');
        boolean wild = dot > 0 && dot < address.length() - 1 && entries.contains(address.substring(0, dot + 1) + ANY);
        return wild || entries.contains(address);
    }

    private static Map<UserRole, BridgeRights> byRole() {
        Map<UserRole, BridgeRights> rights = new EnumMap<>(UserRole.class);
        for (UserRole role : UserRole.values()) {
            switch (role) {
                case ANONYMOUS -> {}
                case VIEWER, TRADER, ANALYST -> rights.put(role, new BridgeRights(READERS_SEND, READERS_LISTEN));
                case ADMIN, SUPER_ADMIN -> rights.put(role, new BridgeRights(SERVICES_SEND, SERVICES_LISTEN));
            }
        }
        return rights;
    }
}
