package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.XmlConfigBuilder;
import io.quotewire.bus.UserRole;
import io.quotewire.gateway.GatewayOptions;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.secret.RandomSecret;
import io.quotewire.testkit.OwnCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketsTest {
    private static final AuthOptions OPTIONS =
            GatewayOptions.from(null, new Problems()).auth();
    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
    private final Principal alice =
            new Principal("alice", UserRole.TRADER, "jti-1", nowMs.get() + 3_600_000, nowMs.get() - 60_000);
    private Vertx vertx;
    private Tickets tickets;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        tickets = Tickets.open(vertx, OPTIONS, nowMs::get).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void assertRefused(String ticket, Reason reason) {
        assertThatThrownBy(() -> tickets.verify(ticket).await())
                .isInstanceOfSatisfying(
                        CredentialRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void aTicketStandsOnceForWhomItWasGiven() {
        Tickets.Issued ticket = tickets.issue(alice).await();

        assertThat(ticket.untilMs()).isEqualTo(nowMs.get() + 30_000);
        assertThat(ticket.toString()).doesNotContain(ticket.text());
        assertThat(tickets.verify(ticket.text()).await()).isEqualTo(alice);
        assertRefused(ticket.text(), Reason.TICKET);
    }

    @Test
    void theTicketOfAServiceHasNoEndEither() {
        Principal service = new Principal("pricing", UserRole.ADMIN, "ak_1", Long.MAX_VALUE, 1);

        assertThat(tickets.verify(tickets.issue(service).await().text()).await())
                .isEqualTo(service);
    }

    @Test
    void aTicketIsOverAfterHalfAMinute() {
        String inTime = tickets.issue(alice).await().text();
        String late = tickets.issue(alice).await().text();

        nowMs.addAndGet(29_999);
        assertThat(tickets.verify(inTime).await()).isEqualTo(alice);
        nowMs.addAndGet(1);

        assertRefused(late, Reason.TICKET);
    }

    @Test
    void aTicketDoesNotOutliveWhatItWasGivenFor() {
        Principal soonOver = new Principal("alice", UserRole.TRADER, null, nowMs.get() + 1_000, 0);
        String ticket = tickets.issue(soonOver).await().text();
        AuthOptions strict = GatewayOptions.from(
                        new JsonObject().put("auth", new JsonObject().put("leewaySeconds", 0)), new Problems())
                .auth();
        tickets = Tickets.open(vertx, strict, nowMs::get).await();

        nowMs.addAndGet(1_000);

        assertRefused(ticket, Reason.EXPIRED);
    }

    @Test
    void whatIsNoTicketIsRefusedUnasked() {
        String good = tickets.issue(alice).await().text();
        for (String bad : List.of(
                "", " ", "x", good + "x", good.substring(1), good.replace("qwt_", "qwk_"), "qwt_" + "é".repeat(43))) {
            assertRefused(bad, Reason.MALFORMED);
        }
        assertRefused(RandomSecret.make(Tickets.PREFIX, new SecureRandom()), Reason.TICKET);
        assertThat(tickets.verify(good).await()).isEqualTo(alice);
    }

    @Test
    void ofTwoNodesThatTryAtOnceExactlyOneGetsATicket(@TempDir Path dir) throws Exception {
        Path file = OwnCluster.file(dir);
        Vertx one = member(file);
        Vertx two = member(file);
        try {
            Tickets here = Tickets.open(one, OPTIONS, nowMs::get).await();
            Tickets there = Tickets.open(two, OPTIONS, nowMs::get).await();
            for (int i = 0; i < 100; i++) {
                String ticket = here.issue(alice).await().text();
                List<Future<Principal>> tries = Stream.of(there, here, there, here)
                        .map(node -> node.verify(ticket))
                        .toList();
                Future.join(tries).otherwiseEmpty().await();

                assertThat(tries.stream().filter(Future::succeeded).map(Future::result))
                        .containsExactly(alice);
                assertThat(tries.stream().filter(Future::failed).map(Future::cause))
                        .hasSize(3)
                        .allSatisfy(failure -> assertThat(CredentialRefusedException.reasonOf(failure))
                                .isEqualTo("TICKET"));
            }
        } finally {
            for (Vertx node : Arrays.asList(one, two)) {
                node.close().await();
            }
        }
    }

    private static Vertx member(Path file) throws IOException {
        HazelcastClusterManager cluster = new HazelcastClusterManager(new XmlConfigBuilder(file.toString()).build());
        return Vertx.builder()
                .withClusterManager(cluster)
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .buildClustered()
                .await();
    }
}
