package io.quotewire.launcher.settings;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastException;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code cluster.xml}, Hazelcast's own file. Everything is checked before Hazelcast sees it: given a file that it
 * cannot read, it would fall back to looking for members on every network of the machine.
 */
final class ClusterFile {
    static final String NAME = "cluster.xml";
    private static final String SCHEMA = "/hazelcast-config-5.7.xsd";

    /** What holds unless the file says otherwise. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "hazelcast.logging.type", "slf4j",
            "hazelcast.phone.home.enabled", "false",
            "hazelcast.socket.bind.any", "false",
            // The launcher leaves the cluster itself, after the drain.
            "hazelcast.shutdownhook.enabled", "false");

    private static final List<String> VERTX_MAPS = List.of("__vertx.haInfo", "__vertx.nodeInfo");
    private static final String VERTX_SUBSCRIPTIONS = "__vertx.subs";

    private ClusterFile() {}

    /** The file as Hazelcast's configuration, or null and a complaint for each mistake. */
    static @Nullable Config read(@Nullable String path, Surroundings surroundings, Complaints complaints) {
        GivenFile file;
        try {
            file = GivenFile.read(path, NAME, surroundings);
        } catch (RefusedException e) {
            e.lines().forEach(line -> complaints.add("--cluster-config", line));
            return null;
        }
        if (complain(XmlCheck.mistakes(file.bytes(), null), file, complaints)) {
            return null;
        }
        try {
            return completed(new XmlConfigBuilder(new ByteArrayInputStream(file.bytes())).build());
        } catch (HazelcastException | IllegalArgumentException e) {
            // Hazelcast checks against its schema too, but does not tell where the mistake stands.
            URL schema = Objects.requireNonNull(Config.class.getResource(SCHEMA), SCHEMA);
            if (!complain(XmlCheck.mistakes(file.bytes(), schema), file, complaints)) {
                complaints.add(file.origin(), String.valueOf(e.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " "));
            }
            return null;
        }
    }

    private static boolean complain(List<XmlCheck.Mistake> mistakes, GivenFile file, Complaints complaints) {
        for (XmlCheck.Mistake mistake : mistakes) {
            complaints.add(file.origin() + ":" + mistake.line() + ":" + mistake.column(), mistake.text());
        }
        return !mistakes.isEmpty();
    }

    /** Vert.x needs these whatever the file says of them. */
    private static Config completed(Config config) {
        DEFAULTS.forEach((name, value) -> {
            if (config.getProperty(name) == null) {
                config.setProperty(name, value);
            }
        });
        VERTX_MAPS.forEach(name -> config.getMapConfig(name).setBackupCount(1));
        config.getMultiMapConfig(VERTX_SUBSCRIPTIONS)
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET);
        return config;
    }

    /** What in the configuration reaches other machines, to begin a sentence with; empty if nothing does. */
    static Optional<String> beyondThisMachine(Config config) {
        NetworkConfig network = config.getNetworkConfig();
        JoinConfig join = network.getJoin();
        if (config.getAdvancedNetworkConfig().isEnabled()) {
            return Optional.of("found advanced-network");
        }
        if (!"false".equals(config.getProperty("hazelcast.socket.bind.any"))) {
            return Optional.of("found hazelcast.socket.bind.any");
        }
        if (!join.getTcpIpConfig().isEnabled() || looksAround(join)) {
            return Optional.of("found another way to join than tcp-ip");
        }
        String required = join.getTcpIpConfig().getRequiredMember();
        String local = config.getProperty("hazelcast.local.localAddress");
        return Stream.of(
                        join.getTcpIpConfig().getMembers().stream(),
                        Stream.ofNullable(required),
                        Stream.ofNullable(local),
                        Stream.ofNullable(network.getPublicAddress()),
                        network.getInterfaces().isEnabled()
                                ? network.getInterfaces().getInterfaces().stream()
                                : Stream.<String>empty())
                .flatMap(addresses -> addresses)
                .filter(address -> !isLoopback(address))
                .map(address -> "found " + address)
                .findFirst();
    }

    private static boolean looksAround(JoinConfig join) {
        return join.getMulticastConfig().isEnabled()
                || join.getAutoDetectionConfig().isEnabled()
                || join.getAwsConfig().isEnabled()
                || join.getGcpConfig().isEnabled()
                || join.getAzureConfig().isEnabled()
                || join.getKubernetesConfig().isEnabled()
                || join.getEurekaConfig().isEnabled()
                || join.getDiscoveryConfig().isEnabled();
    }

    /** An address as Hazelcast writes it: with a port, with a range or a star in its parts, or a name. */
    private static boolean isLoopback(String address) {
        String host = address.startsWith("[")
                ? address.substring(1, Math.max(1, address.indexOf(']')))
                : address.chars().filter(c -> c == ':').count() == 1
                        ? address.substring(0, address.indexOf(':'))
                        : address;
        return host.matches("127\\.[0-9.*-]+") || Exposure.isLoopback(host);
    }
}
