package io.quotewire.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.testkit.Counted;
import io.quotewire.testkit.EventLoop;
import io.quotewire.testkit.LogLines;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeTest {
    private final Counted counted = new Counted();
    private final LogLines log = new LogLines();
    private final Vertx vertx = Vertx.vertx();
    private final EventBus bus = vertx.eventBus();
    private final EventLoop loop = new EventLoop(vertx);
    private final Scope scope = loop.call(() -> new Scope(vertx));
    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        vertx.close().await();
        log.close();
        counted.close();
    }

    /** Takes even numbers only: the others concern nobody. */
    private static Integer even(Object body) {
        int number = ((JsonObject) body).getInteger("n");
        return number % 2 == 0 ? number : null;
    }

    private static JsonObject number(int number) {
        return new JsonObject().put("n", number);
    }

    private void listen(String address) {
        loop.await(() -> scope.consume(address, ScopeTest::even, taken::add));
    }

    @Test
    void whatCannotBeReadIsCountedAndToldOnceAndTheRestIsTaken() {
        listen("a.b");
        for (Object body : new Object[] {number(2), "text", 7, null, new JsonObject().put("n", "x"), number(3)}) {
            bus.publish("a.b", body);
        }
        bus.publish("a.b", number(4));
        await().until(() -> taken.contains(4));

        assertThat(taken).containsExactly(2, 4);
        assertThat(counted.illegible("a.b")).isEqualTo(4);
        assertThat(log.fields("cannot be read")).hasSize(1).first().asString().contains("address=\"a.b\"");
        assertThat(log.traces()).isEmpty();
    }

    @Test
    void anAddressOfThisNodeIsReadInTheSameWay() {
        loop.run(() -> scope.consumeLocally("a.b", ScopeTest::even, taken::add));
        bus.publish("a.b", "text");
        bus.publish("a.b", number(2));
        await().until(() -> taken.contains(2));

        assertThat(counted.illegible("a.b")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "two.words, two.words", "feed.desk.4711, feed.desk", "a.b.c.d, a.b"})
    void countedIsByTheFirstTwoWordsOfAnAddress(String address, String family) {
        listen(address);
        bus.publish(address, "text");
        await().until(() -> counted.illegible(family) == 1);
    }

    @Test
    void bytesOfAnotherNodeThatNoCodecReadsAreNoDefectOfTheConsumer() {
        LegibleOnly<Integer> reading = new LegibleOnly<>(ScopeTest::even, taken::add);
        reading.handle(torn());
        reading.handle(torn());

        assertThat(counted.illegible("a.b")).isEqualTo(2);
        assertThat(log.fields("cannot be read")).hasSize(1).first().asString().contains("torn");
        assertThat(taken).isEmpty();
    }

    /** A message whose body is decoded when it is asked for, and cannot be. */
    @SuppressWarnings("unchecked")
    private static Message<Object> torn() {
        return (Message<Object>) Proxy.newProxyInstance(
                ScopeTest.class.getClassLoader(), new Class<?>[] {Message.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("body")) {
                        throw new IllegalStateException("torn");
                    }
                    return method.getName().equals("address") ? "a.b" : null;
                });
    }

    @Test
    void aDefectOfTheOneWhoTakesIsNotPassedOver() {
        loop.await(() -> scope.consume("a.b", ScopeTest::even, number -> {
            taken.add(number);
            throw new IllegalStateException("a defect");
        }));
        bus.publish("a.b", number(2));
        await().until(() -> !log.traces().isEmpty());

        assertThat(log.traces()).allMatch(line -> line.contains("a defect"));
        assertThat(counted.illegible("a.b")).isZero();
    }

    @Test
    void closedItHoldsNothingAndTakesNothing() {
        listen("a.b");
        loop.run(() -> {
            scope.every(1_000, () -> {});
            scope.after(1_000, () -> {});
        });
        assertThat(List.of(scope.timers(), scope.consumers())).containsExactly(2, 1);
        loop.await(scope::close);

        assertThat(List.of(scope.timers(), scope.consumers())).containsExactly(0, 0);
        assertThatThrownBy(() -> listen("a.b")).hasMessageContaining("closed");
        assertThatThrownBy(() -> bus.request("a.b", number(2)).await()).hasMessageContaining("No handlers");
    }
}
