package io.quotewire.kit.lifecycle;

import io.quotewire.kit.metrics.Meters;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the messages of one consumer that can be read. What cannot, of another release perhaps, is counted, told the first
 * time, and passed over. Confined to the consumer's context.
 *
 * @param <T> what is handed on
 */
final class LegibleOnly<T> implements Handler<Message<Object>> {
    private static final Logger LOG = LoggerFactory.getLogger(LegibleOnly.class);

    private final Function<Object, @Nullable T> reader;
    private final Consumer<T> taker;
    private boolean told;

    LegibleOnly(Function<Object, @Nullable T> reader, Consumer<T> taker) {
        this.reader = reader;
        this.taker = taker;
    }

    @Override
    public void handle(Message<Object> message) {
        T read;
        try {
            // What comes from another node is decoded only now: a codec may fail too.
            read = reader.apply(message.body());
        } catch (RuntimeException illegible) {
            passOver(message.address(), illegible);
            return;
        }
        if (read != null) {
            taker.accept(read);
        }
    }

    private void passOver(String address, RuntimeException illegible) {
        Meters.registry().counter("bus.illegible", "address", family(address)).increment();
        if (!told) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("problem", illegible.getMessage())
                    .log("message cannot be read, passed over; more of them are only counted");
        }
    }

    /** What comes third in an address is a node, a verticle or a number: too many for a figure. */
    private static String family(String address) {
        int end = address.indexOf('.', address.indexOf('.') + 1);
        return end < 0 ? address : address.substring(0, end);
    }
}
