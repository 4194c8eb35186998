package io.quotewire.gateway.transport.sockjs;

/** The ways in. */
public enum Transport {
    /** A WebSocket with SockJS frames. */
    WEBSOCKET,
    /** A WebSocket without: what is sent is the message. */
    RAW_WEBSOCKET,
    /** One long response to a POST. */
    XHR_STREAMING,
    /** A response for each frame. */
    XHR,
    /** One long response of Server-Sent Events. */
    EVENTSOURCE,
    /** One long page with a script for each frame. */
    HTMLFILE,
    /** A script for each frame. */
    JSONP
}
