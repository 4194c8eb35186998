package io.quotewire.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    private static final JsonObject EFFECTIVE =
            new JsonObject("{\"gateway\": {\"host\": \"127.0.0.1\", \"port\": 8080, \"tls\": {\"port\": 8443}}}");

    @Test
    void aTakenPortIsToldWithItsKey() {
        assertThat(StartFailure.line("gateway", new BindException("Address already in use"), EFFECTIVE))
                .isEqualTo(
                        "gateway: cannot listen on 127.0.0.1:8080 (gateway.port): the port is taken by another program");
        Throwable within =
                new IllegalStateException(new IOException("bind(..) 127.0.0.1:8443: Address already in use"));
        assertThat(StartFailure.line("gateway", within, EFFECTIVE)).contains("127.0.0.1:8443 (gateway.tls.port)");
    }

    @Test
    void anAddressThatIsNotOursAndAPortThatIsForbiddenAreTold() {
        assertThat(StartFailure.line("gateway", new BindException("Cannot assign requested address"), EFFECTIVE))
                .endsWith("the address is none of this machine");
        assertThat(StartFailure.line("gateway", new BindException("Permission denied"), EFFECTIVE))
                .endsWith("this user may not use that port");
    }

    @Test
    void anythingElseIsToldInOneLine() {
        assertThat(StartFailure.line("notification", new IllegalStateException("store\n  is held"), EFFECTIVE))
                .isEqualTo("notification: cannot start: store is held");
        assertThat(StartFailure.line("notification", new IllegalStateException(), EFFECTIVE))
                .isEqualTo("notification: cannot start: IllegalStateException");
    }
}
