package io.quotewire.feed.source;

/**
 * Reads one exchange's messages: once over the bytes, no tree of objects. Keeps scratch space: one for each connection
 * or recording. Not thread-safe.
 */
public interface MessageParser {
    /**
     * Reads one message. Whatever the bytes are, nothing is thrown and the sink is called at least once.
     *
     * @param message UTF-8 JSON
     * @param sink takes what is found
     */
    void parse(byte[] message, EventSink sink);
}
