package io.quotewire.gateway.tls;

/** A certificate, or its key, that cannot be shown to anybody; the message says which file, and why. */
public final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message) {
        super(message);
    }
}
