package io.quotewire.kit.lifecycle;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Owns timers and bus consumers: whoever starts one here has also said who stops it, and how many there are can be
 * asked. Confined to the context that made it.
 */
public final class Scope implements Timers {
    private final Vertx vertx;
    private final Set<Long> timers = new HashSet<>();
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private boolean closed;

    /**
     * An empty scope.
     *
     * @param vertx where timers and consumers live
     */
    public Scope(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public long every(long periodMs, Runnable task) {
        requireOpen();
        long id = vertx.setPeriodic(periodMs, timer -> task.run());
        timers.add(id);
        return id;
    }

    @Override
    public long after(long delayMs, Runnable task) {
        requireOpen();
        long id = vertx.setTimer(Math.max(1, delayMs), timer -> {
            timers.remove(timer);
            task.run();
        });
        timers.add(id);
        return id;
    }

    @Override
    public void cancel(long id) {
        if (timers.remove(id)) {
            vertx.cancelTimer(id);
        }
    }

    /**
     * Listens on an address of the whole cluster.
     *
     * @param <T> the body's type
     * @param address the address
     * @param handler takes each message
     * @return succeeds when the cluster knows of the consumer
     */
    public <T> Future<Void> consume(String address, Handler<Message<T>> handler) {
        requireOpen();
        MessageConsumer<T> consumer = vertx.eventBus().consumer(address, handler);
        consumers.add(consumer);
        return consumer.completion();
    }

    /**
     * Listens on an address of the whole cluster, to what can be read. What cannot is counted by {@code bus.illegible}, whose
     * {@code address} is the first two words of the address; the first of them is told in the log.
     *
     * @param <T> what is read
     * @param address the address
     * @param reader makes something of a body; throws if the body is malformed; null where it concerns nobody here
     * @param taker takes what was read
     * @return succeeds when the cluster knows of the consumer
     */
    public <T> Future<Void> consume(String address, Function<Object, @Nullable T> reader, Consumer<T> taker) {
        return consume(address, new LegibleOnly<>(reader, taker));
    }

    /**
     * Listens on an address that only this node sees, to what can be read, as {@link #consume(String, Function, Consumer)} does.
     *
     * @param <T> what is read
     * @param address the address
     * @param reader makes something of a body; throws if the body is malformed; null where it concerns nobody here
     * @param taker takes what was read
     */
    public <T> void consumeLocally(String address, Function<Object, @Nullable T> reader, Consumer<T> taker) {
        consumeLocally(address, new LegibleOnly<>(reader, taker));
    }

    /**
     * Listens on an address that only this node sees.
     *
     * @param <T> the body's type
     * @param address the address
     * @param handler takes each message
     */
    public <T> void consumeLocally(String address, Handler<Message<T>> handler) {
        requireOpen();
        consumers.add(vertx.eventBus().localConsumer(address, handler));
    }

    @Override
    public int timers() {
        return timers.size();
    }

    /**
     * How many consumers are registered.
     *
     * @return a count
     */
    public int consumers() {
        return consumers.size();
    }

    @Override
    public Future<Void> close() {
        closed = true;
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        List<Future<?>> ending = new ArrayList<>();
        consumers.forEach(consumer -> ending.add(consumer.unregister()));
        consumers.clear();
        return Future.join(ending).mapEmpty();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the scope is closed");
        }
    }
}
