package io.quotewire.launcher.client;

/** Text of a node as a terminal may get it: on one line, without control characters, not without end. */
final class Shown {
    private static final int MAX_LENGTH = 300;

    private Shown() {}

    static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
