package io.quotewire.notification.store.embedded;

import io.quotewire.kit.secret.PrivateFile;
import io.quotewire.notification.store.ChannelLedger;
import io.quotewire.notification.store.ChannelTables;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.Ledger;
import io.quotewire.notification.store.StoreOpenException;
import io.quotewire.notification.store.Table;
import io.quotewire.notification.store.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file and the ledgers in it. Confined to one worker thread at a time; everything here may block.
 *
 * <p>A write-ahead log that is flushed with every commit (journal_mode WAL, synchronous FULL), and a lock that is held
 * until the file is closed (locking_mode EXCLUSIVE). The file keeps the size it once had: space of what was forgotten is
 * used again.
 */
final class StoreFile {
    /** As large as the disk allows. */
    static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final int FORMAT = 1;

    /** Says whose file it is: "QWNS" in ASCII. */
    private static final int APPLICATION = 0x51574e53;

    private final Path path;
    private final HistoryLimits limits;
    private final Supplier<String> randomText;
    private final int maxPages;
    private @Nullable Opened opened;

    /** What there is while the file is open. */
    private record Opened(Connection connection, Books books) {}

    /**
     * A file that is not open yet.
     *
     * @param path where, absolute
     * @param limits how much is kept of each user
     * @param randomText makes its epoch and its ids unique
     * @param maxPages the file grows to so many pages of 4 KiB at most
     */
    StoreFile(Path path, HistoryLimits limits, Supplier<String> randomText, int maxPages) {
        this.path = path;
        this.limits = limits;
        this.randomText = randomText;
        this.maxPages = maxPages;
    }

    HistoryLimits limits() {
        return limits;
    }

    /** Another one each time. */
    String randomText() {
        return randomText.get();
    }

    /**
     * Opens the file, or begins a new one in a folder that only this user may look into.
     *
     * @throws StoreOpenException if another process holds the file, or it cannot be read or made
     */
    void open() {
        opened();
    }

    /**
     * Does a batch and commits it to disk; all of it is kept, or nothing.
     *
     * @param batch in its order
     * @throws RuntimeException if the file failed: then none of the batch is kept
     */
    void run(List<Job<?>> batch) {
        try {
            Opened open = opened();
            batch.forEach(job -> job.perform(open.books));
            open.connection.commit();
        } catch (SQLException failure) {
            close();
            throw new StoreFileException(failure);
        } catch (StoreFileException failure) {
            close();
            throw failure;
        }
    }

    /** What was not committed is gone; the next batch, if one comes, opens the file anew. */
    void close() {
        Opened open = opened;
        opened = null;
        if (open != null) {
            close(open.connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("notification store not closed well");
        }
    }

    private Opened opened() {
        Opened now = opened;
        if (now == null) {
            now = openFile();
            opened = now;
        }
        return now;
    }

    private Opened openFile() {
        try {
            makePrivate();
            SQLiteConfig config = new SQLiteConfig();
            config.setBusyTimeout(0);
            Connection connection = config.createConnection("jdbc:sqlite:" + path);
            try {
                return prepare(connection);
            } catch (SQLException | RuntimeException failure) {
                close(connection);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StoreOpenException(explained(failure));
        } catch (IOException failure) {
            throw new StoreOpenException("notification.store: cannot use the folder of " + path + ": " + failure);
        }
    }

    /** Notifications are nobody else's affair. What SQLite puts beside the file gets the file's permissions. */
    private void makePrivate() throws IOException {
        PrivateFile.claim(path);
        Path log = path.resolveSibling(path.getFileName() + "-wal");
        if (Files.exists(log)) {
            PrivateFile.claim(log);
        }
    }

    private Opened prepare(Connection connection) throws SQLException {
        // The lock first: the log then needs no shared memory.
        ask(connection, "PRAGMA locking_mode = EXCLUSIVE");
        requireOurs(connection);
        ask(connection, "PRAGMA journal_mode = WAL");
        ask(connection, "PRAGMA synchronous = FULL");
        ask(connection, "PRAGMA max_page_count = " + maxPages);
        connection.setAutoCommit(false);
        ask(connection, "PRAGMA application_id = " + APPLICATION);
        ask(connection, "PRAGMA user_version = " + FORMAT);
        Table about = new SqlTable(connection, "about");
        Tables tables = new Tables(
                new SqlTable(connection, "entries"),
                new SqlTable(connection, "heads"),
                new SqlTable(connection, "positions"),
                new SqlTable(connection, "idempotency"));
        String epoch = about.get("epoch");
        if (epoch == null) {
            epoch = randomText.get();
            about.put("epoch", epoch);
        }
        ChannelTables ofChannels = new ChannelTables(
                new SqlTable(connection, "channel_entries"),
                new SqlTable(connection, "channel_heads"),
                new SqlTable(connection, "channel_idempotency"));
        connection.commit();
        return new Opened(
                connection,
                new Books(
                        new Ledger(tables, limits, epoch, randomText),
                        new ChannelLedger(ofChannels, limits.channels(), randomText)));
    }

    private void requireOurs(Connection connection) throws SQLException {
        boolean empty = ask(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (empty) {
            return;
        }
        if (ask(connection, "PRAGMA application_id") != APPLICATION) {
            throw new StoreOpenException(path(" is no notification store; give this node another data.dir"));
        }
        long format = ask(connection, "PRAGMA user_version");
        if (format != FORMAT) {
            throw new StoreOpenException(
                    path(" has format " + format + "; this release reads format " + FORMAT + " only"));
        }
    }

    /** The first value of the first row as a number; 0 where there is none. */
    private static long ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private String explained(SQLException failure) {
        SQLiteErrorCode code =
                failure instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                path(" is held by another process; give this node another data.dir,"
                        + " or run it without the role notification");
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                path(" is damaged; restore it from a backup, or move it away to begin anew");
            default -> path(" cannot be opened: " + failure.getMessage());
        };
    }

    private String path(String problem) {
        return "notification.store: " + path + problem;
    }
}
