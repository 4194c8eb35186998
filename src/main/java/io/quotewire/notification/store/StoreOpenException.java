package io.quotewire.notification.store;

/** The store cannot be used. An expected refusal: its message is for the operator, and it has no stack trace. */
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message which store, what is wrong and what to do
     */
    public StoreOpenException(String message) {
        super(message, null, false, false);
    }
}
