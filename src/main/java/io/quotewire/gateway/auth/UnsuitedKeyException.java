package io.quotewire.gateway.auth;

/** Something is no key that tokens can be checked with. Expected, so it has no stack trace; never holds the key. */
final class UnsuitedKeyException extends Exception {
    /** What would be suitable, to end the sentence "found …; allowed: ". */
    static final String ALLOWED = "RSA of 2048 to 8192 bits, EC on P-256, Ed25519";

    private static final long serialVersionUID = 1L;

    /** What was found. */
    UnsuitedKeyException(String found) {
        super(found, null, false, false);
    }
}
