package io.quotewire.notification.store.embedded;

/** The store's file cannot be used. An expected refusal: its message is for the operator, and it has no stack trace. */
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message which file, what is wrong and what to do
     */
    public StoreOpenException(String message) {
        super(message, null, false, false);
    }
}
