package io.quotewire.feed.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.testkit.ManualTime;
import io.quotewire.testkit.exchange.ManualCircuit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The circuit of the tests does what the real one does. */
class CircuitContractTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final long OPEN_MS = 1_500;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    static Stream<Arguments> circuits() {
        StreamSettings settings = new StreamSettings("f", "ws://x", 1, 1, 1, 1, 1, 1, 1, 3, 60_000, OPEN_MS);
        ManualTime time = new ManualTime();
        LongConsumer wait =
                ms -> await().pollDelay(java.time.Duration.ofMillis(ms)).until(() -> true);
        return Stream.of(
                Arguments.of("real", new VertxCircuit(VERTX, settings, () -> System.nanoTime() / 1_000), wait),
                Arguments.of("manual", new ManualCircuit(time, settings), (LongConsumer) time::pass));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("circuits")
    void opensAfterFailuresLetsOneTryAndClosesWhenItSucceeds(String name, Circuit circuit, LongConsumer pass) {
        AtomicInteger tries = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            fails(circuit, tries);
        }
        assertThat(circuit.openMs()).isZero();
        fails(circuit, tries);
        await().until(() -> circuit.openMs() > 0);
        assertThat(circuit.openMs()).isLessThanOrEqualTo(OPEN_MS + 1);
        fails(circuit, tries);
        assertThat(tries).as("none while it is open").hasValue(3);

        pass.accept(OPEN_MS + 50);
        await().until(() -> circuit.openMs() == 0);
        fails(circuit, tries);
        await().until(() -> circuit.openMs() > 0);
        assertThat(tries).as("one try, and open again").hasValue(4);

        pass.accept(OPEN_MS + 50);
        await().until(() -> circuit.openMs() == 0);
        assertThat(circuit.execute(() -> Future.succeededFuture("fine")).await())
                .isEqualTo("fine");
        fails(circuit, tries);
        assertThat(circuit.openMs())
                .as("a success makes failures count from none")
                .isZero();
        circuit.close();
    }

    private static void fails(Circuit circuit, AtomicInteger tries) {
        Future<String> attempt = circuit.execute(() -> {
            tries.incrementAndGet();
            return Future.failedFuture("no");
        });
        await().until(attempt::isComplete);
        assertThat(attempt.failed()).isTrue();
    }
}
