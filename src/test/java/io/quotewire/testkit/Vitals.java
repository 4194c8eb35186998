package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;

/**
 * What a process holds at one moment, as it tells itself.
 *
 * @param heap bytes in use
 * @param direct bytes outside of the heap: what the JVM counts or what Netty counts, whichever is more
 * @param resident bytes of the whole process
 * @param descriptors open files and sockets
 * @param threads live ones
 * @param timers of all verticles
 * @param gateway the gateway's figures
 */
public record Vitals(
        long heap, long direct, long resident, int descriptors, int threads, int timers, JsonObject gateway) {
    /** One of the gateway's figures. */
    public int figure(String name) {
        return gateway.getInteger(name);
    }

    @Override
    public String toString() {
        return String.format(
                "heap %s, direct %s, resident %s, %d descriptors, %d threads, %d timers, %d connections, %d sessions,"
                        + " %d subscriptions, %d consumers",
                mebibytes(heap),
                mebibytes(direct),
                mebibytes(resident),
                descriptors,
                threads,
                timers,
                figure("connections"),
                figure("sessions"),
                figure("subscriptions"),
                figure("consumers"));
    }

    /** Bytes for people. */
    public static String mebibytes(long bytes) {
        return String.format("%.1f MiB", bytes / 1048576.0);
    }
}
