package io.quotewire.monitoring.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Writes the process's meters as Prometheus text, format 0.0.4. Thread-safe.
 *
 * <p>The Prometheus client keeps the suffix {@code _total} for counters, but the gauge of open connections is to be
 * called {@code websocket_connections_total}: it is registered as {@code websocket.connections} and gets its name here.
 */
public final class Exposition {
    /** The content type of what {@link #text} returns. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String REGISTERED = "websocket_connections";
    private static final String WRITTEN = "websocket_connections_total";

    private final PrometheusMeterRegistry registry;

    /**
     * The exposition of a registry.
     *
     * @param registry what to write
     */
    public Exposition(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Reads every meter. Some of them read files of the system: not for an event loop.
     *
     * @return the text
     */
    public String text() {
        return renamed(registry.scrape(CONTENT_TYPE));
    }

    /**
     * Gives the gauge its name; every other line stays as it is.
     *
     * @param text an exposition
     * @return the same with the name changed
     */
    static String renamed(String text) {
        if (!text.contains(REGISTERED)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 256);
        text.lines().forEach(line -> out.append(renamedLine(line)).append('\n'));
        return out.toString();
    }

    private static String renamedLine(String line) {
        int start = line.startsWith("# TYPE ") || line.startsWith("# HELP ") ? "# TYPE ".length() : 0;
        int end = start + REGISTERED.length();
        boolean named = line.startsWith(REGISTERED, start)
                && (line.length() == end || line.charAt(end) == '{' || line.charAt(end) == ' ');
        return named ? line.substring(0, start) + WRITTEN + line.substring(end) : line;
    }
}
