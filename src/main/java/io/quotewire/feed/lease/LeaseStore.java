package io.quotewire.feed.lease;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where leases stand, seen by all candidates. Its futures complete on the context of the caller. */
public interface LeaseStore {
    /**
     * The lease of that name.
     *
     * @param name what it is for
     * @return empty if there never was one
     */
    Future<Optional<Lease>> read(String name);

    /**
     * Replaces a lease if it still is what it was.
     *
     * @param name what it is for
     * @param before what it is thought to be; null if there never was one
     * @param after what it becomes
     * @return whether it was, and now is
     */
    Future<Boolean> swap(String name, @Nullable Lease before, Lease after);

    /**
     * Who is in the cluster just now.
     *
     * @return the ids of its members
     */
    Set<String> members();
}
