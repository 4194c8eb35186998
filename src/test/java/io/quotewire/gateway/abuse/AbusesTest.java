package io.quotewire.gateway.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the table ends as it must; afterwards the gateway is as healthy as before, an honest client has not missed a
 * tick, and the log has no stack trace.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbusesTest {
    private GatewayHarness gateway;
    private RawSocket honest;
    private JsonObject before;
    private int ticks;

    @BeforeAll
    void start() {
        gateway = new GatewayHarness(
                new JsonObject(
                        "{\"limits\":{\"connectionsPerIp\":0,\"handshakeSeconds\":1,\"blockAfter\":0,\"authFailuresPerMinutePerIp\":0}}"));
        honest = new RawSocket(gateway.port(), "/ws");
        honest.send("{\"type\":\"subscribe\",\"data\":{\"symbols\":[\"ETH-USD\"]}}");
        honest.await("subscription_confirmed");
        before = gateway.figures();
    }

    @AfterAll
    void stop() throws IOException {
        gateway.awaitFigures(before);
        honest.close();
        gateway.close();
    }

    static Stream<Abuse> abuses() {
        return Stream.of(
                        RequestAbuses.slow().stream(),
                        RequestAbuses.noise().stream(),
                        RequestAbuses.bombs().stream(),
                        SmugglingAbuses.all().stream(),
                        PathAbuses.all(),
                        HandshakeAbuses.all().stream(),
                        FrameAbuses.framing().stream(),
                        FrameAbuses.closing().stream(),
                        FrameAbuses.packed().stream(),
                        FrameAbuses.messages().stream(),
                        SockJsAbuses.all().stream(),
                        FloodAbuses.all().stream())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("abuses")
    void endsAsItMustAndNobodyElseNotices(Abuse abuse) throws IOException {
        String outcome = abuse.attack().on(new Target(gateway.port()));
        assertThat(abuse.allows(outcome)).as("%s: %s", abuse.name(), outcome).isTrue();
        assertThat(RawHttp.once(gateway.port(), "GET", "/api/symbols", "").status())
                .isEqualTo(200);
        gateway.ticks("ETH-USD", "" + ++ticks);
        assertThat(honest.await("update").getJsonObject("data").getString("price"))
                .isEqualTo("" + ticks);
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void theTableHasAHundredRowsAndMoreAndNoneTwice() {
        List<String> names = abuses().map(Abuse::name).toList();
        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
}
