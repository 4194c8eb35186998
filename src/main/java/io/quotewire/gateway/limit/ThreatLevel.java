package io.quotewire.gateway.limit;

/**
 * What one connection has done wrong lately. Who asks too fast is warned, and ended when that does not help; who tries again
 * and again what is not allowed is ended too. Confined to one event loop.
 */
public final class ThreatLevel {
    /** So many requests beyond a rate within a minute end a connection. */
    public static final int STRIKES = 3;

    private final Strikes strikes = new Strikes(STRIKES);
    private final TokenBucket violations;

    /**
     * Nothing yet.
     *
     * @param violationsPerMinute how many forbidden attempts a minute are borne; 0 = any number
     * @param nowMs the present, milliseconds of a steady clock
     */
    public ThreatLevel(int violationsPerMinute, long nowMs) {
        violations = TokenBucket.perMinute(violationsPerMinute, nowMs);
    }

    /**
     * A request was beyond the rate.
     *
     * @param nowMs the present
     * @return how many there were within the last minute, this one included; {@link #STRIKES} are one too many
     */
    public int strike(long nowMs) {
        return strikes.add(nowMs);
    }

    /**
     * Something was tried that is not allowed.
     *
     * @param nowMs the present
     * @return whether that was once too often
     */
    public boolean violate(long nowMs) {
        return violations.take(nowMs) > 0;
    }
}
