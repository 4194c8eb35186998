package io.quotewire.notification.store.embedded;

import io.quotewire.notification.store.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table in the file. Keys are two bytes for each {@code char}: any text comes back as it was, and the order of the
 * bytes is that of {@link String#compareTo}. Confined to the worker thread; closed with its connection.
 */
final class SqlTable implements Table {
    private final PreparedStatement get;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement range;

    /**
     * A table, made if it is not there.
     *
     * @param connection to the file
     * @param name a word of ours, not of anybody else
     * @throws SQLException if the file cannot be used
     */
    SqlTable(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS " + name + " (k BLOB PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID");
        }
        get = connection.prepareStatement("SELECT v FROM " + name + " WHERE k = ?");
        put = connection.prepareStatement("INSERT OR REPLACE INTO " + name + " (k, v) VALUES (?, ?)");
        remove = connection.prepareStatement("DELETE FROM " + name + " WHERE k = ?");
        range = connection.prepareStatement("SELECT k, v FROM " + name + " WHERE k >= ? AND k < ? ORDER BY k LIMIT ?");
    }

    @Override
    public @Nullable String get(String key) {
        try {
            get.setBytes(1, bytes(key));
            try (ResultSet found = get.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        } catch (SQLException failure) {
            throw new StoreFileException(failure);
        }
    }

    @Override
    public void put(String key, String value) {
        try {
            put.setBytes(1, bytes(key));
            put.setString(2, value);
            put.executeUpdate();
        } catch (SQLException failure) {
            throw new StoreFileException(failure);
        }
    }

    @Override
    public void remove(String key) {
        try {
            remove.setBytes(1, bytes(key));
            remove.executeUpdate();
        } catch (SQLException failure) {
            throw new StoreFileException(failure);
        }
    }

    @Override
    public List<Map.Entry<String, String>> range(String from, String to, int max) {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        try {
            range.setBytes(1, bytes(from));
            range.setBytes(2, bytes(to));
            range.setInt(3, max);
            try (ResultSet found = range.executeQuery()) {
                while (found.next()) {
                    rows.add(Map.entry(text(found.getBytes(1)), found.getString(2)));
                }
            }
        } catch (SQLException failure) {
            throw new StoreFileException(failure);
        }
        return rows;
    }

    private static byte[] bytes(String key) {
        byte[] bytes = new byte[key.length() * 2];
        for (int i = 0; i < key.length(); i++) {
            bytes[2 * i] = (byte) (key.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) key.charAt(i);
        }
        return bytes;
    }

    private static String text(byte[] key) {
        char[] chars = new char[key.length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((key[2 * i] << 8) | (key[2 * i + 1] & 0xFF));
        }
        return new String(chars);
    }
}
