package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators have decided holds when the last node was away. */
class SanctionsOutliveTest {
    private static final String ADDRESS = "203.0.113.7";

    @TempDir
    private Path folder;

    private GatewayHarness gateway() {
        return new GatewayHarness(new JsonObject("{\"trustedProxies\":[\"127.0.0.1\"]}"), folder);
    }

    private Path file() {
        return folder.resolve("sanctions.json");
    }

    private static String token(String user, String id) {
        return GatewayHarness.token(user, "TRADER", id, System.currentTimeMillis() / 1000 - 60);
    }

    private static int status(GatewayHarness gateway, String token) {
        return RawHttp.once(gateway.port(), "GET", "/api/notifications", "", "Authorization: Bearer " + token)
                .status();
    }

    private static int statusFrom(GatewayHarness gateway) {
        return RawHttp.once(gateway.port(), "GET", "/api/symbols", "", "X-Forwarded-For: " + ADDRESS)
                .status();
    }

    private static void command(GatewayHarness gateway, Address address, String target, String value) {
        gateway.command(
                address,
                new JsonObject().put("by", "root").put("reason", "as a test").put(target, value));
    }

    private static String listed(GatewayHarness gateway, String kind) {
        return gateway.command(
                        Address.CONTROL_SANCTIONS,
                        new JsonObject().put("by", "root").put("kind", kind))
                .encode();
    }

    @Test
    void revocationsAndBlocksHoldAfterARestart() throws Exception {
        String ann = token("ann", "a");
        String bob = token("bob", "b");
        String cyd = token("cyd", "c");
        try (GatewayHarness gateway = gateway()) {
            gateway.deployNotifications();
            assertThat(status(gateway, ann)).isEqualTo(200);
            command(gateway, Address.CONTROL_REVOKE, "userId", "ann");
            command(gateway, Address.CONTROL_REVOKE, "tokenId", "b");
            command(gateway, Address.CONTROL_BLOCK, "ip", ADDRESS);
            assertThat(statusFrom(gateway)).isEqualTo(403);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (GatewayHarness gateway = gateway()) {
            gateway.deployNotifications();
            assertThat(status(gateway, ann)).isEqualTo(401);
            assertThat(status(gateway, bob)).isEqualTo(401);
            assertThat(status(gateway, cyd)).isEqualTo(200);
            assertThat(statusFrom(gateway)).isEqualTo(403);
            assertThat(listed(gateway, "BLOCKS")).contains(ADDRESS, "root", "as a test");
            assertThat(listed(gateway, "REVOCATIONS")).contains("ann", "\"b\"");
            command(gateway, Address.CONTROL_UNBLOCK, "ip", ADDRESS);
            assertThat(statusFrom(gateway)).isEqualTo(200);
        }
        try (GatewayHarness gateway = gateway()) {
            assertThat(status(gateway, ann)).isEqualTo(401);
            assertThat(statusFrom(gateway)).as("lifted before the restart").isEqualTo(200);
        }
    }

    @Test
    void whatIsOverIsForgotten() throws Exception {
        Instant now = Instant.now();
        Files.writeString(file(), """
                {"sanctions":[{"userId":"ann","since":"%s","until":"%s","by":"root","reason":""}]}""".formatted(now.minusSeconds(100), now.minusSeconds(1)));
        try (GatewayHarness gateway = gateway()) {
            gateway.deployNotifications();
            assertThat(status(gateway, token("ann", "a"))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"sanctions\":{}}",
                "{\"sanctions\":[1]}",
                "{\"sanctions\":[{\"userId\":\"ann\"}]}",
                "{\"sanctions\":[{\"user\":\"ann\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2036-01-01T00:00:00Z\"}]}",
                "{\"sanctions\":[{\"userId\":\"ann\",\"since\":\"yesterday\",\"until\":\"2036-01-01T00:00:00Z\"}]}"
            })
    void aFileThatCannotBeUnderstoodStopsTheStart(String text) throws Exception {
        Files.writeString(file(), text);
        assertThatThrownBy(this::gateway).hasMessageContaining(file().toString());
        assertThat(file()).hasContent(text);
    }

    @Test
    void aDiskThatTakesNothingIsSaidToWhoAsked() throws Exception {
        try (GatewayHarness gateway = gateway()) {
            gateway.deployNotifications();
            Files.createDirectories(file().resolve("in-the-way"));
            assertThatThrownBy(() -> command(gateway, Address.CONTROL_REVOKE, "userId", "ann"))
                    .hasMessageContaining("not kept");
            assertThat(status(gateway, token("ann", "a")))
                    .as("done all the same")
                    .isEqualTo(401);
        }
    }
}
