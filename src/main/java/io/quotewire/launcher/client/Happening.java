package io.quotewire.launcher.client;

/** What a {@link ChannelReader} waits for. What comes of a connection names it, so that what is late is recognised. */
sealed interface Happening {
    /** The text of a whole message. */
    record Text(Link link, String text) implements Happening {}

    /** A ping: the node is there. */
    record Alive(Link link) implements Happening {}

    /** The connection is no more. */
    record Closed(Link link, int code, String reason) implements Happening {}

    /** The process is to end. */
    record Told(int exitCode) implements Happening {}
}
