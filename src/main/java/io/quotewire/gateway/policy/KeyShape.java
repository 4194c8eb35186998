package io.quotewire.gateway.policy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands after the colon in the names of a namespace's channels. */
enum KeyShape {
    /** Nothing: there is one channel, or each user has one. */
    NONE,
    /** A symbol that must be known to somebody else. */
    ANY,
    /** A symbol, by its looks. */
    SYMBOL,
    /** A user's id; without it, the user's own. */
    USER,
    /** A name that services have given. */
    NAME,
    /** The same, or nothing. */
    OPTIONAL_NAME;

    private static final int MAX_USER = 128;
    private static final Pattern SYMBOLS = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,31}");
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.@:-]{0,126}[A-Za-z0-9_-])?");

    /** Whether a channel may have this key; strictly, so that every channel has one name only. */
    boolean fits(@Nullable String key) {
        if (key == null) {
            return this == NONE || this == USER || this == OPTIONAL_NAME;
        }
        return switch (this) {
            case NONE -> false;
            case ANY -> true;
            case SYMBOL -> SYMBOLS.matcher(key).matches();
            case USER ->
                !key.isEmpty() && key.length() <= MAX_USER && key.codePoints().allMatch(KeyShape::isPrintable);
            case NAME, OPTIONAL_NAME -> NAMES.matcher(key).matches();
        };
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
