package io.quotewire.testkit;

import static io.quotewire.testkit.Vitals.mebibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;

/** How much more a node holds while something is done to it, and afterwards; the heap without its garbage. */
public final class Growth {
    /** A connection on which nothing is asked is ended after a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int FEW = 2;
    private final WatchedNode node;
    private final String what;
    private final Vitals before;
    private long peakHeap;
    private long peakDirect;

    /** From now on. */
    public Growth(WatchedNode node, String what) {
        this.node = node;
        this.what = what;
        before = node.vitalsAfterGc();
        peakHeap = before.heap();
        peakDirect = before.direct();
    }

    /** To be called while there is most to hold. */
    public void look() {
        Vitals now = node.vitalsAfterGc();
        peakHeap = Math.max(peakHeap, now.heap());
        peakDirect = Math.max(peakDirect, now.direct());
    }

    /** Groups of symbols are listened to for a while after the last who wanted one; turns behind are counted for ever. */
    private static JsonObject lasting(JsonObject figures) {
        JsonObject some = figures.copy();
        some.remove("groups");
        some.remove("turnsBehind");
        return some;
    }

    /**
     * Waits until the gateway's figures are what they were and no descriptor is left, and compares.
     *
     * @param mostBytes how much heap or direct memory may have been needed at the peak
     * @param leftBytes how much of either may be left
     */
    public void end(long mostBytes, long leftBytes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lasting(node.figures())).isEqualTo(lasting(before.gateway())));
        Vitals after = node.vitalsAfterGc();
        System.out.printf(
                "%s: heap %s, at peak %s, after %s; direct %s, at peak %s, after %s%n",
                what,
                mebibytes(before.heap()),
                mebibytes(peakHeap),
                mebibytes(after.heap()),
                mebibytes(before.direct()),
                mebibytes(peakDirect),
                mebibytes(after.direct()));
        assertThat(node.isWell()).as(node.err()).isTrue();
        assertThat(peakHeap - before.heap()).as("heap at peak").isLessThan(mostBytes);
        assertThat(peakDirect - before.direct()).as("direct memory at peak").isLessThan(mostBytes);
        assertThat(after.heap() - before.heap()).as("heap afterwards").isLessThan(leftBytes);
        assertThat(after.direct() - before.direct())
                .as("direct memory afterwards")
                .isLessThan(leftBytes);
    }
}
