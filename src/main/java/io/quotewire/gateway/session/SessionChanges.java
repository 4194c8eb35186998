package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What has become of an event loop's connections since it was asked last: those that are new or have changed, those that were not
 * told of for a while, and those that have gone. It keeps a mark for each that it has told of. Confined to that loop.
 */
public final class SessionChanges {
    private final SessionRegistry registry;
    private final Map<String, Mark> told = new HashMap<>();

    /** How a connection was when it was told of. */
    private record Mark(Principal principal, int subscriptions, long toldAtMs) {
        boolean isOutdated(Mark now, long refreshMs) {
            return subscriptions != now.subscriptions
                    || now.toldAtMs - toldAtMs >= refreshMs
                    || !principal.equals(now.principal);
        }
    }

    /**
     * What has changed. Immutable.
     *
     * @param there those that are, as they are now
     * @param gone the ids of those that are no more
     */
    public record Delta(List<ConnectionState> there, List<String> gone) {}

    /**
     * Nothing was told yet.
     *
     * @param registry whose sessions
     */
    public SessionChanges(SessionRegistry registry) {
        this.registry = registry;
    }

    /** Tells of all of them again. */
    public void forget() {
        told.clear();
    }

    /**
     * What has changed since the last time.
     *
     * @param refreshMs a connection that has not changed is told of again after so long, milliseconds
     * @param most so many at most; the others the next time
     * @return it
     */
    public Delta take(long refreshMs, int most) {
        List<String> gone = new ArrayList<>();
        for (Iterator<String> ids = told.keySet().iterator(); ids.hasNext() && gone.size() < most; ) {
            String id = ids.next();
            if (!registry.knows(id)) {
                gone.add(id);
                ids.remove();
            }
        }
        List<ConnectionState> there = new ArrayList<>();
        for (Session session : registry.all()) {
            if (gone.size() + there.size() >= most) {
                break;
            }
            long nowMs = session.services().clock().steadyMs().getAsLong();
            Mark now = new Mark(session.principal(), session.subscriptions().changes(), nowMs);
            Mark before = told.get(session.opening().connectionId());
            if (before == null || before.isOutdated(now, refreshMs)) {
                told.put(session.opening().connectionId(), now);
                there.add(SessionStatus.state(session));
            }
        }
        return new Delta(there, gone);
    }
}
