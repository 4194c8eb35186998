package io.quotewire.bus;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses programs outside may use over the bridges. What is not here is never permitted: the addresses that verticles
 * use among themselves are nobody else's. Who has which of these rights is for those to say who know who somebody is.
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
            Address.STATUS_QUERY.text());
    private static final Set<String> COMMANDS = Set.of(
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
    private static final BridgeRights NONE = new BridgeRights(Set.of(), Set.of());
    private static final BridgeRights READERS = new BridgeRights(READERS_SEND, READERS_LISTEN);
    private static final BridgeRights SERVICES = new BridgeRights(SERVICES_SEND, SERVICES_LISTEN);
    private static final BridgeRights ADMINISTRATORS = new BridgeRights(
            Stream.of(SERVICES_SEND, COMMANDS).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet()),
            SERVICES_LISTEN);

    private final Set<String> send;
    private final Set<String> listen;

    private BridgeRights(Set<String> send, Set<String> listen) {
        this.send = send;
        this.listen = listen;
    }

    /**
     * Nothing at all.
     *
     * @return the rights
     */
    public static BridgeRights none() {
        return NONE;
    }

    /**
     * What whoever reads quotes may.
     *
     * @return the rights
     */
    public static BridgeRights readers() {
        return READERS;
    }

    /**
     * What services may.
     *
     * @return the rights
     */
    public static BridgeRights services() {
        return SERVICES;
    }

    /**
     * What services may that give administrators' commands.
     *
     * @return the rights
     */
    public static BridgeRights administrators() {
        return ADMINISTRATORS;
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
}
