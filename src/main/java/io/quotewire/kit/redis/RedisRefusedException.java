package io.quotewire.kit.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis answered that it does not carry a command out. An answer like any other: it has no stack trace. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Redis 7 begins with the word; what a script meets older ones wrap into a sentence, with a dash before the word. */
    private static final Pattern CODE = Pattern.compile("^(?:ERR .*?: -)?([A-Z][A-Z0-9_]+)\\b", Pattern.DOTALL);

    private final String code;

    RedisRefusedException(String message) {
        super(message, null, false, false);
        Matcher found = CODE.matcher(message);
        code = found.find() ? found.group(1) : "ERR";
    }

    /**
     * The kind of refusal in Redis's own word.
     *
     * @return such as OOM, READONLY, NOAUTH; ERR where it has none
     */
    public String code() {
        return code;
    }
}
