package io.quotewire.bus;

import java.util.List;
import java.util.Locale;

/** Why somebody who says how far they have come cannot be given all that followed. */
public enum Unrecovered {
    /** Numbering began anew since then: the position is of another epoch. */
    EPOCH,
    /** History no longer reaches back so far. */
    EXPIRED,
    /** The position was never given out under this epoch, as where the store was put back to an older copy. */
    AHEAD,
    /** Nothing is kept of this channel. */
    NOT_KEPT;

    /**
     * As clients are told.
     *
     * @return a word in small letters
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @param text it
     * @return the reason
     * @throws MalformedMessageException if it is none
     */
    public static Unrecovered from(String text) {
        for (Unrecovered reason : values()) {
            if (reason.text().equals(text)) {
                return reason;
            }
        }
        throw new MalformedMessageException("reason", "must be one of " + List.of(values()));
    }
}
