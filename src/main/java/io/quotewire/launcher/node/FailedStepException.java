package io.quotewire.launcher.node;

/** A step failed; who asked for it knows what that means. Carries no stack trace of its own. */
final class FailedStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Throwable reason;

    FailedStepException(Throwable reason) {
        super(reason.getMessage(), reason, false, false);
        this.reason = reason;
    }

    Throwable reason() {
        return reason;
    }
}
