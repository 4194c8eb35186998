package io.quotewire.gateway.control;

/** The file of sanctions cannot be understood; the message says where, and what is allowed. */
public final class MalformedSanctionsException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedSanctionsException(String message) {
        super(message);
    }
}
