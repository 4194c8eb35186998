package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.buffer.Buffer;

/**
 * How an HTTP transport wraps frames. Immutable.
 *
 * @param transport which; no WebSocket
 * @param callback the function to call, with {@link Transport#HTMLFILE} and {@link Transport#JSONP}; otherwise empty
 */
record Framing(Transport transport, String callback) {
    /** Internet Explorer shows nothing before it has got 2 KiB. */
    private static final String XHR_PRELUDE = "h".repeat(2048) + "\n";

    /** Opera needs one more new line at the start. */
    private static final String EVENT_PRELUDE = "\r\n";

    /** Safari looks at 1,024 bytes before it shows a page. */
    private static final int PAGE_BYTES = 1024;

    private static final String PAGE = """
            <!doctype html>
            <html><head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            </head><body><h2>Don't panic!</h2>
              <script>
                document.domain = document.domain;
                var c = parent.{{ callback }};
                c.start();
                function p(d) {c.message(d);};
                window.onload = function() {c.stop();};
              </script>
            """.stripTrailing();

    /** Whether one response carries many frames. */
    boolean isStreaming() {
        return transport != Transport.XHR && transport != Transport.JSONP;
    }

    String contentType() {
        return switch (transport) {
            case EVENTSOURCE -> "text/event-stream; charset=UTF-8";
            case HTMLFILE -> "text/html; charset=UTF-8";
            default -> "application/javascript; charset=UTF-8";
        };
    }

    /** What a response begins with; empty for nothing. */
    Buffer prelude() {
        return Buffer.buffer(
                switch (transport) {
                    case XHR_STREAMING -> XHR_PRELUDE;
                    case EVENTSOURCE -> EVENT_PRELUDE;
                    case HTMLFILE -> page();
                    default -> "";
                });
    }

    Buffer frame(String frame) {
        return Buffer.buffer(
                switch (transport) {
                    case EVENTSOURCE -> "data: " + escapedForEvent(frame) + "\r\n\r\n";
                    case HTMLFILE -> "<script>\np(" + script(frame) + ");\n</script>\r\n";
                    case JSONP -> callback + "(" + script(frame) + ");\r\n";
                    default -> frame + "\n";
                });
    }

    private String page() {
        String page = PAGE.replace("{{ callback }}", callback);
        return page + " ".repeat(Math.max(1, PAGE_BYTES + 1 - page.length())) + "\r\n\r\n";
    }

    /** Clients pass what they get to {@code decodeURI}; new lines would end the event. */
    private static String escapedForEvent(String frame) {
        return frame.replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A")
                .replace("\0", "%00");
    }

    /** A string of JavaScript; {@code <} is escaped so that no message can end the script element. */
    private static String script(String frame) {
        return Frames.quoted(frame).replace("<", "\\u003c");
    }
}
