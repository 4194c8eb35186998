package io.quotewire.launcher.node;

/** The process was told to end while it waited. It has no stack trace. */
public final class SignalledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    SignalledException(int exitCode) {
        super("told to end", null, false, false);
        this.exitCode = exitCode;
    }

    /**
     * What the process ends with.
     *
     * @return 128 and the number of the signal
     */
    public int exitCode() {
        return exitCode;
    }
}
