package io.quotewire.feed.source.stream;

import static io.quotewire.bus.FeedState.RECONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.SkipReason;
import io.quotewire.testkit.exchange.Caller;
import io.quotewire.testkit.exchange.MemoryNet.Trouble;
import io.quotewire.testkit.exchange.Trade;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every exchange, by a clock that the test drives: after it prices flow again within the wait that the state
 * announced, nothing is counted twice, nothing is left, and the state told the truth all along.
 */
class FaultTableTest {
    /** The longest that any exchange may be silent, and the looks between. */
    private static final long DETECTION_MS = 80_000;

    /** One that the connection does not survive: what happens, what the reason begins with, what ends it. */
    private record Fatal(String name, Consumer<Scene> act, String reason, Consumer<Scene> heal) {}

    /** One that the connection survives: what happens, and what shows that it was noticed. */
    private record Harmless(String name, Consumer<Scene> act, Consumer<Scene> check) {}

    private static final List<Fatal> FATAL = List.of(
            lasting("a handshake refused with 503", scene -> scene.exchange.refuseHandshakes(503, ""), "connect: "),
            lasting("a handshake refused with 401", scene -> scene.exchange.refuseHandshakes(401, ""), "auth: "),
            lasting("a handshake refused with 403", scene -> scene.exchange.refuseHandshakes(403, ""), "auth: "),
            lasting(
                    "a handshake refused with 429 for 7 s",
                    scene -> scene.exchange.refuseHandshakes(429, "7"),
                    "rate_limit: "),
            lasting("a ban", scene -> scene.exchange.refuseHandshakes(418, "40"), "rate_limit: "),
            lasting("no such host", scene -> scene.net.trouble(Trouble.NO_SUCH_HOST), "dns: "),
            lasting("nobody listens", scene -> scene.net.trouble(Trouble.NOBODY_LISTENS), "connect: "),
            lasting("no trust", scene -> scene.net.trouble(Trouble.NO_TRUST), "tls: "),
            lasting(
                    "a handshake without end",
                    scene -> scene.net.trouble(Trouble.SLOW_HANDSHAKE),
                    "connect: timed out"),
            sudden("half-open", caller -> caller.wire().freeze(), "stale: "),
            sudden("silent", Caller::fallSilent, "stale: "),
            sudden("cut", caller -> caller.wire().cut(), "closed: without a close frame"),
            sudden("closed", caller -> caller.wire().close(1001, "going away"), "closed: with code 1001 (going away)"),
            sudden("garbage on the wire", caller -> caller.wire().garbage(), "protocol: "),
            sudden(
                    "a message without end",
                    caller -> caller.wire().fragmented(290, 60_000),
                    "protocol: a message exceeds"),
            sudden(
                    "nothing but garbage in messages",
                    caller -> {
                        for (int i = 0; i < StreamConnection.MAX_MALFORMED; i++) {
                            caller.say("{]");
                        }
                    },
                    "parse: "));

    private static final List<Harmless> HARMLESS = List.of(
            harmless("truncated JSON", FaultTableTest::truncated, SkipReason.MALFORMED),
            harmless("an unknown kind of message", "{\"type\":\"x\",\"channel\":\"x\",\"e\":\"x\",\"data\":[]}", null),
            harmless("no UTF-8", scene -> scene.exchange.each(c -> c.wire().invalidUtf8()), SkipReason.MALFORMED),
            badPrice("0"),
            badPrice("-1.50"),
            badPrice("NaN"),
            badPrice(""),
            badPrice("1e5"),
            new Harmless(
                    "a message twice",
                    FaultTableTest::twice,
                    scene -> assertThat(scene.tape.skippedFor(SkipReason.DUPLICATE))
                            .isPositive()),
            new Harmless("messages in another order", FaultTableTest::reordered, scene -> {}),
            new Harmless(
                    "a message in 100 frames",
                    scene -> scene.exchange.each(caller -> caller.wire().fragmented(100, 1_000)),
                    scene -> {}));

    @TestFactory
    Stream<DynamicTest> aFatalFaultIsNamedAndPricesFlowAgainInTime() {
        return Scene.exchanges().stream()
                .flatMap(exchange -> FATAL.stream()
                        .map(fault -> DynamicTest.dynamicTest(
                                exchange + ": " + fault.name(), () -> fatal(new Scene(exchange), fault))));
    }

    @TestFactory
    Stream<DynamicTest> aHarmlessFaultIsCountedAndTheConnectionLives() {
        return Scene.exchanges().stream()
                .flatMap(exchange -> HARMLESS.stream()
                        .map(fault -> DynamicTest.dynamicTest(
                                exchange + ": " + fault.name(), () -> harmless(new Scene(exchange), fault))));
    }

    private static void fatal(Scene scene, Fatal fault) {
        scene.begin();
        int held = scene.source.held();

        fault.act().accept(scene);
        scene.until(RECONNECTING, fault.reason(), DETECTION_MS);
        assertThat(scene.statedWaitMs()).as(scene::story).isBetween(1_000L, 120_000L);
        fault.heal().accept(scene);

        scene.untilFlowing(scene.statedWaitMs() + Scene.MARGIN_MS);
        scene.flows(5);
        scene.pass(3_000);
        assertThat(scene.source.held()).as("timers and sockets as before").isEqualTo(held);
        scene.wasTrue();
        scene.end();
    }

    private static void harmless(Scene scene, Harmless fault) {
        scene.begin();
        int held = scene.source.held();

        fault.act().accept(scene);
        scene.pass(100);
        fault.check().accept(scene);

        scene.flows(5);
        // A loss is repaired by another connection, which takes over without a break.
        scene.pass(10_000);
        assertThat(scene.tape.states()).as(scene::story).doesNotContain(RECONNECTING);
        assertThat(scene.source.held()).as("timers and sockets as before").isEqualTo(held);
        scene.wasTrue();
        scene.end();
    }

    /** A fault that holds until it is healed; the connection is cut so that it shows. */
    private static Fatal lasting(String name, Consumer<Scene> act, String reason) {
        return new Fatal(
                name,
                scene -> {
                    act.accept(scene);
                    scene.exchange.each(caller -> caller.wire().cut());
                },
                reason,
                scene -> {
                    scene.exchange.refuseHandshakes(0, "");
                    scene.net.trouble(Trouble.NONE);
                });
    }

    /** A fault of the connection that is open. */
    private static Fatal sudden(String name, Consumer<Caller> act, String reason) {
        return new Fatal(name, scene -> scene.exchange.each(act), reason, scene -> {});
    }

    private static Harmless harmless(String name, Consumer<Scene> act, SkipReason counted) {
        return new Harmless(
                name,
                act,
                scene -> assertThat(scene.tape.skippedFor(counted))
                        .as(scene::story)
                        .isPositive());
    }

    private static Harmless harmless(String name, String message, SkipReason counted) {
        return new Harmless(
                name,
                scene -> scene.exchange.each(caller -> caller.say(message)),
                scene -> assertThat(scene.tape.skipped.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isPositive());
    }

    /** A price that is none: it is passed to the quality checks as it is, which hold it back. */
    private static Harmless badPrice(String price) {
        return new Harmless(
                "the price \"" + price + "\"",
                scene -> {
                    Trade trade = scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
                    String message = scene.dialect.tradeWithPrice(trade, price);
                    scene.exchange.each(caller -> caller.say(message));
                },
                scene -> assertThat(scene.tape.badPrices).as(scene::story).isEqualTo(1));
    }

    private static void truncated(Scene scene) {
        Trade trade = scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
        String message = scene.dialect.tradeWithPrice(trade, trade.price());
        scene.exchange.each(caller -> caller.say(message.substring(0, message.length() - 4)));
    }

    private static void twice(Scene scene) {
        Trade trade = scene.trade();
        scene.exchange.each(caller -> scene.exchange.tell(caller, trade));
    }

    /** Where trades are numbered, the older one is late; where not, it is a change like any other. */
    private static void reordered(Scene scene) {
        Trade older = scene.exchange.lose(Scene.SYMBOL, scene.nextPrice());
        scene.trade();
        scene.exchange.each(caller -> scene.exchange.tell(caller, older));
        scene.pass(50);
        if (!scene.dialect.title().equals("coincap")) {
            assertThat(scene.tape.skippedFor(SkipReason.LATE)).as(scene::story).isPositive();
            assertThat(scene.tape.trades).doesNotContainKey(older.price());
        }
    }
}
