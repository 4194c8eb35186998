package io.quotewire.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The project's cluster.xml under a name and ports of its own, so that nothing else on this machine joins. */
public final class OwnCluster {
    private OwnCluster() {}

    /** Writes the file into a folder. */
    public static Path file(Path dir) throws IOException {
        Path given = Path.of(System.getProperty("quotewire.basedir", "."), "cluster.xml");
        String port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(free.getLocalPort());
        }
        String xml = Files.readString(given)
                .replace("<cluster-name>quotewire<", "<cluster-name>" + UUID.randomUUID() + "<")
                .replace("port-count=\"20\">5701<", "port-count=\"20\">" + port + "<");
        return Files.writeString(dir.resolve("cluster.xml"), xml);
    }
}
