package io.quotewire.gateway.policy;

import io.quotewire.bus.BridgeRights;
import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ChannelName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Decides who may do what: nothing else in the gateway does. It is made of the configuration once and depends on nothing but
 * what it is asked. Immutable, thread-safe.
 */
public final class Policy {
    private final Map<UserRole, RoleRights> roles;
    private final Map<String, Namespace> namespaces;
    private final boolean anonymous;

    /**
     * A policy.
     *
     * @param roles what each role may; all of them
     * @param namespaces the channels there are
     * @param anonymous whether anybody may do without a credential
     */
    Policy(Map<UserRole, RoleRights> roles, Map<String, Namespace> namespaces, boolean anonymous) {
        this.roles = new EnumMap<>(roles);
        this.namespaces = Map.copyOf(namespaces);
        this.anonymous = anonymous;
        if (!anonymous) {
            this.roles.computeIfPresent(UserRole.ANONYMOUS, (role, rights) -> rights.shut());
        }
    }

    /**
     * May they?
     *
     * @param who they are
     * @param action what they want
     * @return never {@link Verdict#ASK}
     */
    public Verdict decide(Principal who, Action action) {
        RoleRights rights = rights(who.role());
        boolean allowed = switch (action) {
            case AUTHENTICATE -> true;
            case REQUEST -> anonymous || !who.isAnonymous();
            case QUOTES ->
                isIn(Objects.requireNonNull(namespaces.get(ChannelName.PRICES)), who, ChannelAction.SUBSCRIBE);
            case FIREHOSE -> rights.firehose();
            case CALL -> rights.call();
            case NOTIFY -> rights.broadcast();
            case ADMINISTER -> rights.administer();
        };
        return allowed ? Verdict.ALLOWED : no(who);
    }

    /**
     * May they, in this channel?
     *
     * @param who they are
     * @param action what they want
     * @param channel where
     * @return {@link Verdict#ASK} where it is not for us to say
     */
    public Verdict decide(Principal who, ChannelAction action, ChannelName channel) {
        Namespace namespace = namespaces.get(channel.namespace());
        if (namespace == null || !(namespace.key().fits(channel.key()) || isOwn(namespace, who, channel))) {
            return Verdict.UNKNOWN;
        }
        if (!isIn(namespace, who, action)) {
            return no(who);
        }
        RoleRights rights = rights(who.role());
        if (rights.everyChannel() || (action == ChannelAction.PUBLISH && rights.broadcast())) {
            return Verdict.ALLOWED;
        }
        return switch (namespace.access()) {
            case OPEN -> Verdict.ALLOWED;
            case OWNER -> owns(who, channel);
            case ASK -> who.isAnonymous() ? Verdict.NO_USER : Verdict.ASK;
        };
    }

    /**
     * The one name that a channel has: without a key, a user's own.
     *
     * @param who asks
     * @param channel as they call it
     * @return as all call it
     */
    public ChannelName named(Principal who, ChannelName channel) {
        Namespace namespace = namespaces.get(channel.namespace());
        boolean own = namespace != null && namespace.key() == KeyShape.USER && channel.key() == null;
        return own && who.userId() != null ? new ChannelName(channel.namespace(), who.userId()) : channel;
    }

    /**
     * Whether there can be such a channel at all.
     *
     * @param channel its name
     * @return whether its namespace is known
     */
    public boolean knows(ChannelName channel) {
        return namespaces.containsKey(channel.namespace());
    }

    /**
     * What is known and told of who is in a channel.
     *
     * @param channel which
     * @return nothing where there can be no such channel
     */
    public Presence presence(ChannelName channel) {
        Namespace namespace = namespaces.get(channel.namespace());
        return namespace == null ? Presence.NONE : namespace.presence();
    }

    /**
     * How many symbols a connection may have subscribed at a time.
     *
     * @param role whose
     * @return a count
     */
    public int maxSymbols(UserRole role) {
        return rights(role).symbols();
    }

    /**
     * Which addresses of the bus a peer of the bridge may use.
     *
     * @param role whose
     * @return the rights
     */
    public BridgeRights bridge(UserRole role) {
        RoleRights rights = rights(role);
        return switch (rights.bridge()) {
            case NONE -> BridgeRights.none();
            case READER -> BridgeRights.readers();
            case SERVICE -> rights.administer() ? BridgeRights.administrators() : BridgeRights.services();
        };
    }

    /**
     * Whether peers of the bridge speak for a service: as fast as they can, with every right that services need.
     *
     * @param role whose
     * @return false for users
     */
    public boolean isService(UserRole role) {
        return rights(role).bridge() == BridgeLevel.SERVICE;
    }

    private boolean isIn(Namespace namespace, Principal who, ChannelAction action) {
        boolean shut = !anonymous && who.isAnonymous();
        return !shut && namespace.who(action).contains(who.role());
    }

    /** Users may be called whatever tokens call them. */
    private static boolean isOwn(Namespace namespace, Principal who, ChannelName channel) {
        return namespace.key() == KeyShape.USER && Objects.equals(channel.key(), who.userId());
    }

    private static Verdict owns(Principal who, ChannelName channel) {
        if (who.userId() == null) {
            return Verdict.NO_USER;
        }
        boolean own = channel.key() == null || channel.key().equals(who.userId());
        return own ? Verdict.ALLOWED : Verdict.NOT_THEIRS;
    }

    private static Verdict no(Principal who) {
        return who.isAnonymous() ? Verdict.NO_USER : Verdict.ROLE;
    }

    private RoleRights rights(UserRole role) {
        return Objects.requireNonNull(roles.get(role));
    }
}
