package io.quotewire.notification.store.embedded;

import java.sql.SQLException;

/** The file could not be read or written. Ends the batch in which it happens. */
final class StoreFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFileException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
