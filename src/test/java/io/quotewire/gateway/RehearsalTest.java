package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RehearsalTest {
    private static JsonObject gateway(String json) {
        return new JsonObject(json).put("auth", new JsonObject().put("secret", GatewayHarness.SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"takeOver\":false}",
                "{\"limits\":{\"connectionsPerIp\":1,\"maxMessageBytes\":256}}",
                "{\"origins\":[\"https://app.example.com\"],\"host\":\"192.0.2.1\",\"port\":1}"
            })
    void clientsAreServedWhateverTheGatewayIsLike(String json) {
        assertThat(Rehearsal.perform(gateway(json), 3_000)).isPositive();
    }

    @Test
    void oneThatCannotBeginIsNoFailure() {
        assertThat(Rehearsal.perform(new JsonObject("{\"limits\":7}"), 1_000)).isZero();
    }
}
