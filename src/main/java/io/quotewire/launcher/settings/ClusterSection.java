package io.quotewire.launcher.settings;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;

/** The section {@code cluster}: this node's end of the event bus. Hazelcast's own settings stand in its file. Immutable. */
public final class ClusterSection implements ConfigSection {
    static final String HOST_PATH = "cluster.host";
    static final String PORT_PATH = "cluster.port";
    private static final Key<String> HOST = Key.of(
            "host",
            Kind.text("a host name or address", host -> !host.isBlank()),
            "127.0.0.1",
            "The address on which other nodes reach this node's event bus");
    private static final Key<Integer> PORT =
            Key.of("port", Kind.integer(0, 65_535), 0, "TCP port of this node's event bus; 0 = any");
    private static final Section SECTION =
            Section.of("cluster", "This node's end of the clustered event bus, used with `--cluster`", HOST, PORT);

    @Override
    public Section section() {
        return SECTION;
    }
}
