package io.quotewire.notification.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.StoredNotification;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreOpenException;
import io.quotewire.notification.store.TidiedStoreContract;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest extends TidiedStoreContract {
    @TempDir
    Path folder;

    private final AtomicLong made = new AtomicLong();
    private final Supplier<String> texts = () -> "text" + made.incrementAndGet();

    @Override
    protected Future<NotificationStore> open(HistoryLimits limits) {
        return EmbeddedStore.open(vertx, folder.resolve("data/store"), limits, texts)
                .map(opened -> opened);
    }

    private void reopen() {
        call(() -> store.close());
        store = call(() -> open(LIMITS));
    }

    private Path file() {
        return folder.resolve("data/store/notifications.db");
    }

    @Test
    void everythingIsThereAfterAReopening() {
        append("ann", 1, 3);
        StoredNotification keyed =
                append(request("ann", "keyed", "k1", null, true), NOON).notification();
        ack("ann", "phone", 2);
        call(() -> store.markRead(new NotificationRead("ann", keyed.id())));
        String epoch = after("ann", null, 0L).epoch();

        reopen();

        assertThat(after("ann", null, 0L).epoch()).isEqualTo(epoch);
        assertThat(after("ann", epoch, 2L).recovered()).isTrue();
        assertThat(seqs(ofDevice("ann", "phone"))).containsExactly(3L, 4L);
        assertThat(append(request("ann", "again", "k1", null, false), NOON).repeated())
                .isTrue();
        assertThat(append("ann", "next").seq()).isEqualTo(5);
        assertThat(after("ann", null, 3L).messages().get(0).read()).isTrue();
        assertThat(ack("ann", "tablet", 4).receipts()).hasSize(1);
    }

    @Test
    void numberingGoesOnAfterAReopeningThoughEverythingWasForgotten() {
        append("ann", 1, 3);
        call(() -> store.tidy(NOON.plus(Duration.ofDays(8))));

        reopen();

        assertThat(append("ann", "next").seq()).isEqualTo(4);
    }

    @Test
    void aSecondHolderIsRefusedWithAClearText() {
        assertThatThrownBy(() -> call(() -> open(LIMITS)))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("notification.store: " + file())
                .hasMessageContaining("is held by another process")
                .hasMessageContaining("data.dir");
        assertThat(append("ann", "still works").seq()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAsItIs() throws IOException {
        call(() -> store.close());
        String garbage = "this is no store\n".repeat(1_000);
        Files.writeString(file(), garbage);

        assertThatThrownBy(() -> call(() -> open(LIMITS)))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("is damaged");
        assertThat(Files.readString(file())).isEqualTo(garbage);
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws SQLException {
        call(() -> store.close());
        sql("PRAGMA user_version = 99");

        assertThatThrownBy(() -> call(() -> open(LIMITS)))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("has format 99");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> call(() -> EmbeddedStore.open(vertx, notAFolder.resolve("below"), LIMITS, texts)))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("cannot use the folder");
    }

    @Test
    void onlyThisUserMayLookIntoTheFolder() throws IOException {
        assertThat(Files.getPosixFilePermissions(file().getParent())).hasSize(3);
    }

    @Test
    void onlyThisUserMayReadTheFilesAlsoThoseOfAnEarlierRelease() throws IOException {
        append("ann", "private");
        Path log = file().resolveSibling("notifications.db-wal");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        call(() -> store.close());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        store = call(() -> open(LIMITS));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L);
    }

    @Test
    void aClosedStoreRefusesAndClosingTwiceIsFine() {
        call(() -> store.close());

        assertThatThrownBy(() -> append("ann", "late"))
                .satisfies(failure -> assertThat(FailureCode.of(failure)).contains(FailureCode.STORE_UNAVAILABLE));
        call(() -> store.close());
    }

    @Test
    void whatWasAskedBeforeClosingIsDone() {
        List<Future<Appended>> asked = new ArrayList<>();
        call(() -> {
            for (int i = 0; i < 2_000; i++) {
                asked.add(store.append(request("user" + i, "n"), NOON));
            }
            return store.close();
        });

        assertThat(asked).allMatch(Future::succeeded);
        reopen();
        assertThat(seqs(after("user1999", null, 0L))).containsExactly(1L);
    }

    @Test
    void tooManyWaitingAreRefusedAndTheOthersAreKept() {
        List<Future<Appended>> asked = new ArrayList<>();
        call(() -> {
            for (int i = 0; i < 12_000; i++) {
                asked.add(store.append(request("ann", "n"), NOON));
            }
            return Future.join(asked).otherwiseEmpty();
        });

        assertThat(asked).anyMatch(Future::failed);
        long kept = asked.stream().filter(Future::succeeded).count();
        assertThat(kept).isGreaterThanOrEqualTo(10_000);
        assertThat(after("ann", null, 0L).seq()).isEqualTo(kept);
    }

    @Test
    void aDatabaseOfSomebodyElseIsRefused() throws SQLException {
        call(() -> store.close());
        sql("PRAGMA application_id = 7");

        assertThatThrownBy(() -> call(() -> open(LIMITS)))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("is no notification store");
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Test
    void manyRequestsShareOneCommit() throws IOException {
        call(() -> {
            List<Future<Appended>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                all.add(store.append(request("ann", "n"), NOON));
            }
            return Future.all(all);
        });

        // The log holds one copy of a changed page for each commit: 400 commits would take 400 times 3 pages or more.
        assertThat(Files.size(file().resolveSibling("notifications.db-wal"))).isLessThan(400 * 3 * 4_096L / 4);
    }

    @Test
    void aFullDiskLosesNothingThatWasAnsweredAndTheStoreComesBack() {
        Path below = folder.resolve("small");
        StoreFile small = new StoreFile(below.resolve("notifications.db"), LIMITS, texts, 64);
        NotificationStore full = call(() -> EmbeddedStore.open(vertx, small));
        String words = "x".repeat(10_000);
        int kept = 0;
        Throwable refusal = null;
        while (refusal == null) {
            String user = "user" + kept;
            try {
                call(() -> full.append(request(user, words), NOON));
                kept++;
            } catch (RuntimeException failure) {
                refusal = failure;
            }
        }

        assertThat(refusal).hasMessage("the store cannot write");
        assertThat(FailureCode.of(refusal)).contains(FailureCode.STORE_UNAVAILABLE);
        assertThat(call(full::health).ok()).isFalse();
        assertThat(kept).isPositive();
        for (int i = 0; i < kept; i++) {
            NotificationQuery everything = new NotificationQuery("user" + i, null, null, 0L, null, null);
            assertThat(seqs(call(() -> full.history(everything, NOON)))).containsExactly(1L);
        }
        NotificationQuery refused = new NotificationQuery("user" + kept, null, null, 0L, null, null);
        assertThat(seqs(call(() -> full.history(refused, NOON)))).isEmpty();

        call(() -> full.tidy(NOON.plus(Duration.ofDays(8))));
        assertThat(call(() -> full.append(request("new", words), NOON))
                        .notification()
                        .seq())
                .isEqualTo(1);
        assertThat(call(full::health).ok()).isTrue();
        call(full::close);
    }

    @Test
    void theFileDoesNotGrowWithWhatWasForgotten() throws IOException {
        String words = "x".repeat(500);
        for (int round = 0; round < 60; round++) {
            call(() -> {
                List<Future<Appended>> all = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    all.add(store.append(request("user" + i % 5, words), NOON));
                }
                return Future.all(all);
            });
            call(() -> store.tidy(NOON));
        }
        reopen();
        call(() -> store.close());

        // 30,000 went in, about 20 MB of text; 50 are kept.
        assertThat(Files.size(file())).isLessThan(4_000_000);
    }
}
