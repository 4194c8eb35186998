package io.quotewire.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPathsTest {
    private static final Key<Integer> PORT = Key.of("port", Kind.integer(1, 9), 1, "A port");
    private static final Section ROOT = new Section(
            "",
            "All",
            List.of(),
            List.of(Section.of("server", "A server", PORT)
                    .with(Section.named("peers", "Peers", Section.of("peer", "A peer", PORT)))),
            null);

    @ParameterizedTest
    @CsvSource({
        "gateway.port, QUOTEWIRE_GATEWAY_PORT",
        "gateway.limits.connectionsPerIp, QUOTEWIRE_GATEWAY_LIMITS_CONNECTIONS_PER_IP",
        "gateway.auth.publicKey, QUOTEWIRE_GATEWAY_AUTH_PUBLIC_KEY",
        "feed.sources.my-feed.url, QUOTEWIRE_FEED_SOURCES_MY_FEED_URL",
        "feed.sources.feed2B.url, QUOTEWIRE_FEED_SOURCES_FEED2_B_URL"
    })
    void aVariableIsNamedAfterItsPath(String path, String name) {
        assertThat(KeyPaths.environmentName("QUOTEWIRE_", path)).isEqualTo(name);
    }

    @Test
    void aPathLeadsToAKeyASectionOrNothing() {
        assertThat(KeyPaths.find(ROOT, "server.port")).hasValue(new KeyPaths.Target("server.port", PORT));
        assertThat(KeyPaths.find(ROOT, "server.peers.any.port"))
                .hasValue(new KeyPaths.Target("server.peers.any.port", PORT));
        assertThat(KeyPaths.find(ROOT, "server.peers")).hasValue(new KeyPaths.Target("server.peers", null));
        assertThat(KeyPaths.find(ROOT, "server.nothing")).isEmpty();
        assertThat(KeyPaths.find(ROOT, "server.port.more")).isEmpty();
        assertThat(KeyPaths.find(ROOT, "server.peers..port")).isEmpty();
        assertThat(KeyPaths.find(ROOT, "")).isEmpty();
    }

    @Test
    void theNamesThatTheOperatorChoseAreAmongThePaths() {
        JsonObject given = new JsonObject("{\"server\": {\"peers\": {\"left\": {}}}}");

        assertThat(KeyPaths.all(ROOT, given).stream().map(KeyPaths.Target::path))
                .containsExactly(
                        "server", "server.port", "server.peers", "server.peers.left", "server.peers.left.port");
    }
}
