package io.quotewire.testkit.exchange;

/** The exchange's end of one connection, over whatever carries it. */
public interface Wire {
    /** Sends a text message. */
    void text(String text);

    /** Sends a ping frame. */
    void ping(String payload);

    /** A proper close. */
    void close(int code, String reason);

    /** The connection ends without a close frame. */
    void cut();

    /** Half-open: neither sends nor reads any more, and says nothing of it. */
    void freeze();

    /** Reads again after {@link #freeze}: what the client did meanwhile is seen. */
    void thaw();

    /** Bytes that are no WebSocket frame. */
    void garbage();

    /** One message in many frames, so many bytes each; it is {@code {"type":"status"}} with blanks. */
    void fragmented(int frames, int bytesEach);

    /** A message that is not UTF-8. */
    void invalidUtf8();
}
