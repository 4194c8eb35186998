package io.quotewire.gateway.subscription;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lane's place among those who want the same; none while it wants nothing. Confined to one event loop. */
final class Seat {
    private final PriceLane lane;
    private final Mode mode;
    private @Nullable Audience audience;
    private int place;

    Seat(PriceLane lane, Mode mode) {
        this.lane = lane;
        this.mode = mode;
    }

    PriceLane lane() {
        return lane;
    }

    boolean isIn(Audience one) {
        return audience == one;
    }

    boolean wants(QuoteTopic topic) {
        return audience != null && audience.interest().contains(topic);
    }

    int size() {
        return audience == null ? 0 : audience.interest().size();
    }

    /** What it wants; a new set. */
    Set<QuoteTopic> topics() {
        Set<QuoteTopic> topics = new LinkedHashSet<>();
        for (int i = 0; i < size(); i++) {
            if (audience != null) {
                topics.add(audience.interest().topic(i));
            }
        }
        return topics;
    }

    /** Wants something else from now on. */
    void move(Fanout fanout, Set<QuoteTopic> topics, boolean batched) {
        Audience from = audience;
        Audience to = topics.isEmpty() ? null : fanout.audience(new Interest(topics, mode, batched));
        if (to == from) {
            return;
        }
        audience = to;
        if (from != null) {
            from.leave(place);
            fanout.left(from);
        }
        if (to != null) {
            place = to.join(this);
        }
    }

    /** Its audience has given it another place. */
    void moved(int newPlace) {
        place = newPlace;
    }
}
