package io.quotewire.launcher;

/** What the process ends with, beside 128 and the number of a signal. */
enum ExitCode {
    /** All is well. */
    FINE(0),
    /** Bad configuration or arguments. */
    REFUSED(1),
    /** The node could not start, or a command did not reach a node or was refused by it. */
    NOT_STARTED(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
