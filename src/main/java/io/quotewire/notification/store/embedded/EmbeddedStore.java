package io.quotewire.notification.store.embedded;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.notification.store.Acknowledged;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.ChannelLedger;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.LocalChannels;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreHealth;
import io.quotewire.notification.store.StoreOpenException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps notifications and channels in a file. What comes while a batch is being written waits for the next one, which is written with
 * one flush of the disk: so the more there is to do, the more of it shares the cost. Confined to the context that opened
 * it; it writes on one worker thread.
 */
public final class EmbeddedStore implements NotificationStore {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final String FILE = "notifications.db";

    /** Metrics bear it, so it is the same in every process and after every start; stores of one process share the thread. */
    private static final String POOL = "notification-store";

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 500;

    private final WorkerExecutor worker;
    private final StoreFile file;
    private final ChannelStore channels;
    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean failing;
    private @Nullable Promise<Void> closing;

    private EmbeddedStore(WorkerExecutor worker, StoreFile file) {
        this.worker = worker;
        this.file = file;
        channels = new LocalChannels(file.limits().channels(), file.randomText(), this::onChannels);
    }

    /**
     * Opens the store of a folder, or begins one.
     *
     * @param vertx gives the worker thread
     * @param folder where the file is; made if it is not there
     * @param limits how much is kept
     * @param randomText makes its epoch and its ids unique
     * @return fails with {@link StoreOpenException} if another process holds it, or it cannot be read
     */
    public static Future<EmbeddedStore> open(
            Vertx vertx, Path folder, HistoryLimits limits, Supplier<String> randomText) {
        Path path = folder.toAbsolutePath().resolve(FILE);
        return open(vertx, new StoreFile(path, limits, randomText, StoreFile.NO_LIMIT));
    }

    static Future<EmbeddedStore> open(Vertx vertx, StoreFile file) {
        WorkerExecutor worker = vertx.createSharedWorkerExecutor(POOL, 1);
        return worker.executeBlocking(() -> {
                    file.open();
                    return new EmbeddedStore(worker, file);
                })
                .recover(failure -> worker.close().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Appended> append(NotificationRequest request, Instant now) {
        return submit(books -> books.users().append(request, now));
    }

    @Override
    public Future<NotificationHistory> history(NotificationQuery query, Instant now) {
        return submit(books -> books.users().history(query, now));
    }

    @Override
    public Future<NotificationHeads> heads(NotificationHeadsQuery query) {
        return submit(books -> books.users().heads(query));
    }

    @Override
    public Future<Acknowledged> acknowledge(NotificationAck ack, Instant now) {
        return submit(books -> books.users().acknowledge(ack, now));
    }

    @Override
    public Future<Boolean> markRead(NotificationRead read) {
        return submit(books -> books.users().markRead(read));
    }

    /** Also opens the file anew where it failed before, so that the store comes back without being asked. */
    @Override
    public Future<Integer> tidy(Instant now) {
        return submit(books -> books.users().tidy(now) + books.channels().tidy(now));
    }

    @Override
    public ChannelStore channels() {
        return channels;
    }

    private <T> Future<T> onChannels(Function<ChannelLedger, T> task) {
        return submit(books -> task.apply(books.channels()));
    }

    @Override
    public Future<StoreHealth> health() {
        return Future.succeededFuture(
                failing ? new StoreHealth(false, "cannot write") : new StoreHealth(true, "on this node's disk"));
    }

    @Override
    public Future<Void> close() {
        Promise<Void> done = closing;
        if (done == null) {
            done = Promise.promise();
            closing = done;
            pump();
        }
        return done.future();
    }

    private <T> Future<T> submit(Function<Books, T> work) {
        if (closing != null) {
            return refused("the store is closing");
        }
        if (waiting.size() >= MAX_WAITING) {
            return refused("too many requests wait for the store");
        }
        Job<T> job = new Job<>(work);
        waiting.add(job);
        pump();
        return job.future();
    }

    private static <T> Future<T> refused(String why) {
        return Future.failedFuture(FailureCode.STORE_UNAVAILABLE.toException(why));
    }

    private void pump() {
        if (writing) {
            return;
        }
        if (!waiting.isEmpty()) {
            writing = true;
            List<Job<?>> batch = take();
            worker.<Void>executeBlocking(() -> {
                        file.run(batch);
                        return null;
                    })
                    .onComplete(written -> settle(batch, written.cause()));
        } else if (closing != null) {
            writing = true;
            finish(closing);
        }
    }

    private List<Job<?>> take() {
        List<Job<?>> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
        while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void settle(List<Job<?>> batch, @Nullable Throwable failure) {
        writing = false;
        note(failure);
        pump();
        for (Job<?> job : batch) {
            try {
                if (failure == null) {
                    job.settle();
                } else {
                    job.refuse(FailureCode.STORE_UNAVAILABLE.toException("the store cannot write"));
                }
            } catch (RuntimeException defect) {
                LOG.atError().setCause(defect).log("an answer of the notification store was not taken");
            }
        }
    }

    /** Once when it begins and once when it ends, however many batches fail in between. */
    private void note(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.atError().addKeyValue("reason", failure.getMessage()).log("notification store cannot write");
        } else if (failure == null && failing) {
            LOG.atInfo().log("notification store can write again");
        }
        failing = failure != null;
    }

    private void finish(Promise<Void> done) {
        worker.<Void>executeBlocking(() -> {
                    file.close();
                    return null;
                })
                .onFailure(failure -> LOG.atError().setCause(failure).log("notification store not closed well"))
                .transform(closed -> worker.close())
                .onComplete(done);
    }
}
