package io.quotewire.launcher.settings;

import com.hazelcast.config.Config;
import io.quotewire.bus.VerticleKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a node that others can reach while its tokens are signed with a key that was made up for development. */
final class Exposure {
    private final Configuration configuration;
    private final Complaints complaints;

    Exposure(Configuration configuration, Complaints complaints) {
        this.configuration = configuration;
        this.complaints = complaints;
    }

    void check(Set<VerticleKind> kinds, @Nullable Config hazelcast) {
        if (configuration.hasTokenKey()) {
            return;
        }
        Map<String, String> hosts = new LinkedHashMap<>();
        for (VerticleKind kind : kinds) {
            String path = kind.text() + ".host";
            configuration.text(path).ifPresent(host -> hosts.put(path, host));
        }
        if (hazelcast != null) {
            configuration.text(ClusterSection.HOST_PATH).ifPresent(host -> hosts.put(ClusterSection.HOST_PATH, host));
            ClusterFile.beyondThisMachine(hazelcast)
                    .ifPresent(found -> complaints.add(ClusterFile.NAME, found + needsKey()));
        }
        hosts.forEach((path, host) -> {
            if (!isLoopback(host)) {
                complaints.add(configuration.origin(path), path, "found " + host + needsKey());
            }
        });
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String needsKey() {
        return ", which others can reach, and no key for tokens; allowed: a loopback address, or one of "
                + String.join(", ", Configuration.TOKEN_KEYS);
    }
}
