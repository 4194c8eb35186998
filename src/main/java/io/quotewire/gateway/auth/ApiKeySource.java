package io.quotewire.gateway.auth;

import io.quotewire.kit.secret.KeyFile;
import io.quotewire.kit.secret.MalformedKeyFileException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys of a file, read again and again on a worker thread. While the file cannot be read or understood, the keys of
 * before go on; where it is gone there are none, once it was seen gone twice: an editor may be replacing it. Its state is
 * confined to the context that owns it.
 */
public final class ApiKeySource {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeySource.class);

    private record Follower(Context context, Consumer<ApiKeySet> taker) {}

    /** The keys, or why there are none to be had; neither if there is no file. */
    private record Reading(
            @Nullable ApiKeySet keys, @Nullable String problem) {}

    private final Vertx vertx;
    private final Context owner;
    private final @Nullable KeyFile file;
    private final List<Follower> followers = new ArrayList<>();
    private ApiKeySet keys = ApiKeySet.empty();
    private @Nullable String problem;
    private boolean reading;
    private boolean seenGone;

    /**
     * A source that has read nothing yet.
     *
     * @param vertx for worker threads
     * @param owner the context that it lives on
     * @param file the keys; null for none at all
     */
    public ApiKeySource(Vertx vertx, Context owner, @Nullable KeyFile file) {
        this.vertx = vertx;
        this.owner = owner;
        this.file = file;
    }

    /**
     * Reads for the first time; on its own context.
     *
     * @return fails with a text for the operator if there is a file and it is no good
     */
    public Future<Void> start() {
        return read().compose(read -> {
            if (read.problem() != null) {
                return Future.failedFuture(new MalformedKeyFileException(describe(read.problem())));
            }
            accept(read);
            return Future.succeededFuture();
        });
    }

    /**
     * Reads again; to be called about every second, on its own context.
     *
     * @return when done
     */
    public Future<Void> tick() {
        if (reading || file == null) {
            return Future.succeededFuture();
        }
        reading = true;
        return read().map(read -> {
            reading = false;
            accept(read);
            return null;
        });
    }

    /**
     * Hands out the keys now, and again whenever they change. Any context.
     *
     * @param caller the context on which they are handed out
     * @param taker takes them
     * @return succeeds once they were handed out for the first time
     */
    public Future<Void> follow(Context caller, Consumer<ApiKeySet> taker) {
        Promise<Void> told = Promise.promise();
        owner.runOnContext(here -> {
            Follower follower = new Follower(caller, taker);
            followers.add(follower);
            tell(follower);
            caller.runOnContext(back -> told.complete());
        });
        return told.future();
    }

    /**
     * Whether the file could be read the last time; on its own context.
     *
     * @return false while older keys go on
     */
    public boolean isHealthy() {
        return problem == null;
    }

    /**
     * How things are, for whoever asks for the node's health: everybody may, so the log knows more. On its own context.
     *
     * @return some words
     */
    public String text() {
        return isHealthy() ? "read" : "the file cannot be read or understood; the keys of before go on";
    }

    private Future<Reading> read() {
        KeyFile from = file;
        return from == null
                ? Future.succeededFuture(new Reading(null, null))
                : vertx.executeBlocking(() -> read(from), false);
    }

    private static Reading read(KeyFile from) {
        try {
            return new Reading(ApiKeySet.of(from.read()), null);
        } catch (NoSuchFileException none) {
            return new Reading(null, null);
        } catch (MalformedKeyFileException e) {
            return new Reading(null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Reading(null, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void accept(Reading read) {
        ApiKeySet now = read.keys();
        if (read.problem() != null) {
            if (!read.problem().equals(problem)) {
                LOG.atWarn().addKeyValue("keys", keys.size()).log("API keys: {}", describe(read.problem()));
            }
            problem = read.problem();
        } else if (now == null && !seenGone) {
            seenGone = true;
        } else {
            seenGone = now == null;
            problem = null;
            become(now == null ? ApiKeySet.empty() : now);
        }
    }

    private void become(ApiKeySet now) {
        if (!now.equals(keys)) {
            keys = now;
            LOG.atInfo().addKeyValue("keys", now.size()).log("API keys read");
            followers.forEach(this::tell);
        }
    }

    private void tell(Follower follower) {
        ApiKeySet now = keys;
        follower.context().runOnContext(there -> follower.taker().accept(now));
    }

    private String describe(String what) {
        return (file == null ? "" : file.path()) + ": " + what;
    }
}
