package io.quotewire.gateway.policy;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The section {@code gateway.policy} of the configuration: declares it, and makes a {@link Policy} of it. Stateless. */
public final class PolicyOptions {
    private PolicyOptions() {}

    /**
     * The declaration.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of("policy", "Who may do what. The defaults are the protocol's.")
                .with(RoleSections.section(), NamespaceSections.channels(), NamespaceSections.added());
    }

    /**
     * Makes a policy of what was read.
     *
     * @param values of {@link #section}
     * @param anonymous whether anybody may do without a credential
     * @param path of the section, from the root
     * @param problems takes what must not be
     * @return the policy; not to be used if there are problems
     */
    public static Policy from(Values values, boolean anonymous, String path, Problems problems) {
        Map<UserRole, RoleRights> roles = RoleSections.read(values.section("roles"));
        Map<String, Namespace> namespaces =
                NamespaceSections.read(values.section("channels"), values.section("namespaces"), path, problems);
        Set<String> added = Set.copyOf(values.section("namespaces").names());
        namespaces.forEach((name, namespace) -> {
            String where = path + (added.contains(name) ? ".namespaces." : ".channels.") + name + ".publish";
            checkPublishers(namespace, roles, where, problems);
        });
        return new Policy(roles, namespaces, anonymous);
    }

    /** Who may publish where anybody listens speaks to people who have not asked for it: that is a right of its own. */
    private static void checkPublishers(
            Namespace namespace, Map<UserRole, RoleRights> roles, String path, Problems problems) {
        boolean open = namespace.access() == Access.OPEN;
        Set<UserRole> allowed = roles.entrySet().stream()
                .filter(entry -> entry.getKey() != UserRole.ANONYMOUS
                        && (!open || entry.getValue().broadcast()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        for (UserRole role : namespace.who(ChannelAction.PUBLISH)) {
            if (!allowed.contains(role)) {
                problems.add(
                        path,
                        "found " + role + "; allowed: roles with a user"
                                + (open ? " that may broadcast, since the channel is open to others" : ""));
            }
        }
    }
}
