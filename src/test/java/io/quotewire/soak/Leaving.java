package io.quotewire.soak;

/** How a client goes. */
enum Leaving {
    /** Its connections end as TCP means it. */
    CLOSE,
    /** They end with a RST. */
    RESET,
    /** It says and asks nothing any more, and its connections stay until the server ends them. */
    SILENCE
}
