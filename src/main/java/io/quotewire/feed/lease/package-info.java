/**
 * Who runs a feed: one node of the cluster at a time.
 *
 * <p>A {@link io.quotewire.feed.lease.Lease} stands in a map of the cluster under the name of what it is for, and every change of
 * it is a compare-and-set. Each candidate has a {@link io.quotewire.feed.lease.LeaseKeeper}: start reading there. Whoever takes the
 * lease gets a fence, a number that is higher than that of everybody before, and everything it publishes carries it: so those who
 * listen can tell what comes from somebody who has lost the lease and does not know it yet.
 *
 * <p>May know libraries only; knows neither ticks nor the bus.
 */
@NullMarked
package io.quotewire.feed.lease;

import org.jspecify.annotations.NullMarked;
