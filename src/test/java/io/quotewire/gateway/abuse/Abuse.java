package io.quotewire.gateway.abuse;

import java.io.IOException;

/**
 * One row of the table.
 *
 * @param name what is done
 * @param expected what must become of it, as {@link Attack#on} says it; several allowed ones are separated by {@code |}
 * @param attack does it
 */
record Abuse(String name, String expected, Attack attack) {
    /** Does something that nobody should. */
    interface Attack {
        /**
         * Does it.
         *
         * @param target to whom
         * @return what became of it: the statuses of the answers, or the code of the close frame, or {@code cut}
         */
        String on(Target target) throws IOException;
    }

    /** A request of these bytes. */
    static Abuse http(String name, String expected, String bytes) {
        return new Abuse(name, expected, target -> target.http(bytes));
    }

    /** A GET of this target with these header lines, otherwise in order. */
    static Abuse get(String name, String expected, String path, String... headers) {
        return new Abuse(name, expected, target -> target.http(Target.request("GET", path, headers)));
    }

    /** Bytes on a WebSocket that was opened in order. */
    static Abuse frames(String name, String expected, byte[]... frames) {
        return new Abuse(name, expected, target -> target.frames("/ws", frames));
    }

    boolean allows(String outcome) {
        return java.util.Arrays.asList(expected.split("\\|")).contains(outcome);
    }

    @Override
    public String toString() {
        return name;
    }
}
