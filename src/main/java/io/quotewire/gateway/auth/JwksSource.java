package io.quotewire.gateway.auth;

import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a JSON Web Key Set, beside those of the configuration. It is read at an interval, and when a token names a key
 * that is not there, but never twice within {@code gateway.auth.jwksRetrySeconds}. While the address gives nothing that can be
 * used, the keys of before go on. Its state is confined to the context that owns it.
 */
public final class JwksSource implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(JwksSource.class);

    private record Follower(Context context, Consumer<KeySet> taker) {}

    private final Context owner;
    private final JwksOptions options;
    private final KeySet configured;
    private final Supplier<Future<byte[]>> reader;
    private final LongSupplier steadyMs;
    private final Consumer<Boolean> onRead;
    private final Backoff backoff;
    private final List<Follower> followers = new ArrayList<>();
    private KeySet keys;
    private @Nullable Future<Void> reading;
    private long triedMs;
    private long readMs = -1;
    private int failures;
    private @Nullable String problem;
    private long nextMs;

    /**
     * A source that has read nothing yet.
     *
     * @param owner the context that it lives on
     * @param options where and how often
     * @param configured the keys that are always there
     * @param reader fetches the document
     * @param steadyMs milliseconds of a clock that never goes back
     * @param onRead told of every reading whether it brought keys
     */
    JwksSource(
            Context owner,
            JwksOptions options,
            KeySet configured,
            Supplier<Future<byte[]>> reader,
            LongSupplier steadyMs,
            Consumer<Boolean> onRead) {
        this.owner = owner;
        this.options = options;
        this.configured = configured;
        this.reader = reader;
        this.steadyMs = steadyMs;
        this.onRead = onRead;
        keys = new KeySet(configured.keys(), false);
        long retryMs = options.retrySeconds() * 1000L;
        backoff =
                new Backoff(retryMs, Math.max(retryMs, options.refreshSeconds() * 1000L), ThreadLocalRandom.current());
    }

    @Override
    public Future<Void> follow(Context caller, Consumer<KeySet> taker) {
        Promise<Void> told = Promise.promise();
        owner.runOnContext(here -> {
            Follower follower = new Follower(caller, taker);
            followers.add(follower);
            tell(follower);
            caller.runOnContext(back -> told.complete());
        });
        return told.future();
    }

    @Override
    public Future<Void> refresh(Context caller) {
        Promise<Void> done = Promise.promise();
        owner.runOnContext(here -> asked().onComplete(read -> caller.runOnContext(back -> done.complete())));
        return done.future();
    }

    /**
     * Reads now; on its own context.
     *
     * @return succeeds when the reading is over, whether or not it brought keys
     */
    public Future<Void> read() {
        if (reading != null) {
            return reading;
        }
        Promise<Void> over = Promise.promise();
        reading = over.future();
        triedMs = steadyMs.getAsLong();
        reader.get()
                .compose(JwksSource::parsed)
                .onSuccess(this::accept)
                .onFailure(this::failed)
                .onComplete(read -> {
                    reading = null;
                    over.complete();
                });
        return over.future();
    }

    /**
     * Reads if it is time to; to be called about every second, on its own context.
     *
     * @return succeeds when no reading is under way
     */
    public Future<Void> tick() {
        boolean due = reading != null || steadyMs.getAsLong() >= nextMs;
        return due ? read() : Future.succeededFuture();
    }

    /**
     * How it is; on its own context.
     *
     * @return its state now
     */
    public KeyState state() {
        long ageMs = readMs < 0 ? -1 : steadyMs.getAsLong() - readMs;
        return new KeyState(keys.keys().size(), ageMs, failures, problem);
    }

    private Future<Void> asked() {
        boolean soon = steadyMs.getAsLong() - triedMs < options.retrySeconds() * 1000L;
        return reading == null && soon ? Future.succeededFuture() : read();
    }

    private static Future<JsonWebKeys> parsed(byte[] document) {
        try {
            return Future.succeededFuture(JsonWebKeys.read(document));
        } catch (UnsuitedKeyException e) {
            return Future.failedFuture(e);
        }
    }

    private void accept(JsonWebKeys read) {
        readMs = steadyMs.getAsLong();
        nextMs = readMs + options.refreshSeconds() * 1000L;
        failures = 0;
        problem = null;
        backoff.reset();
        onRead.accept(true);
        List<VerificationKey> all = new ArrayList<>(configured.keys());
        all.addAll(read.keys());
        if (!keys.isComplete() || !all.equals(keys.keys())) {
            keys = new KeySet(all, true);
            followers.forEach(this::tell);
            LOG.atInfo()
                    .addKeyValue("address", options.address())
                    .addKeyValue("keys", read.keys())
                    .addKeyValue("passedOver", read.passedOver())
                    .log("keys for tokens read");
        }
    }

    private void failed(Throwable failure) {
        failures++;
        problem = String.valueOf(failure.getMessage());
        nextMs = steadyMs.getAsLong() + backoff.nextMs();
        onRead.accept(false);
        LOG.atWarn()
                .addKeyValue("address", options.address())
                .addKeyValue("found", failure.getMessage())
                .addKeyValue("keys", keys.keys().size())
                .log("keys for tokens could not be read; those that are known go on");
    }

    private void tell(Follower follower) {
        KeySet now = keys;
        follower.context().runOnContext(there -> follower.taker().accept(now));
    }
}
