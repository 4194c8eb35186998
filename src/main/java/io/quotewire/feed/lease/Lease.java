package io.quotewire.feed.lease;

import io.vertx.core.json.JsonObject;

/**
 * Who runs something, as the cluster knows it. Immutable.
 *
 * @param fence rises with every holder; never falls
 * @param beat rises as long as the holder lives
 * @param holder who; nobody where it is empty, and the fence is remembered for the next
 */
public record Lease(long fence, long beat, Candidate holder) {
    /** Nobody. */
    static final Candidate NOBODY = new Candidate("", "", "");

    /**
     * Somebody who can hold a lease.
     *
     * @param member its node's id in the cluster; what a dead member holds is free
     * @param id its own, never used twice
     * @param node its node's name, for people
     */
    public record Candidate(String member, String id, String node) {}

    Lease next() {
        return new Lease(fence, beat + 1, holder);
    }

    boolean isVacant() {
        return holder.id().isEmpty();
    }

    /** As the map keeps it: the same lease is the same text. */
    String encode() {
        return new JsonObject()
                .put("fence", fence)
                .put("beat", beat)
                .put("member", holder.member())
                .put("id", holder.id())
                .put("node", holder.node())
                .encode();
    }

    static Lease decode(String text) {
        JsonObject json = new JsonObject(text);
        return new Lease(
                json.getLong("fence"),
                json.getLong("beat"),
                new Candidate(json.getString("member"), json.getString("id"), json.getString("node")));
    }
}
