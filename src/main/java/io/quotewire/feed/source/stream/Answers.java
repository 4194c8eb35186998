package io.quotewire.feed.source.stream;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exchange has said to the subscriptions of one connection. Confined to the event loop of its source. */
final class Answers {
    private static final int MAX_REFUSALS_TOLD = 3;

    private final int perSymbol;
    private int expected;
    private int accepted;
    private int refused;
    private final Set<String> refusals = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param perSymbol how many answers each symbol gets; 0 if they are not counted by symbol
     */
    Answers(int perSymbol) {
        this.perSymbol = perSymbol;
    }

    /** So many symbols more were asked for. */
    void expect(int symbols) {
        expected += symbols * perSymbol;
    }

    void accepted(int count) {
        accepted += count;
    }

    void refused(String text) {
        refused++;
        if (refusals.size() < MAX_REFUSALS_TOLD) {
            refusals.add(text);
        }
    }

    /** Whether all is answered, and nothing granted. */
    boolean allRefused() {
        return perSymbol > 0 && accepted == 0 && refused >= expected;
    }

    /** What was refused, if anything. */
    @Nullable
    String refusal() {
        return refusals.isEmpty() ? null : String.join("; ", refusals);
    }

    /** For the state's reason. */
    String text() {
        return refusals.isEmpty() ? "subscribed" : "subscribed in part; refused: " + refusal();
    }
}
