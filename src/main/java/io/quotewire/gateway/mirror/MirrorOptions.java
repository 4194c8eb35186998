package io.quotewire.gateway.mirror;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.kit.redis.RedisTls;
import java.util.Optional;

/**
 * {@code gateway.mirror}. Immutable.
 *
 * @param redis where the copy is kept
 * @param leaseSeconds how long what a node has written outlives it
 * @param prefix what the names of all keys begin with
 */
public record MirrorOptions(RedisAddress redis, int leaseSeconds, String prefix) {
    private static final String ALLOWED =
            "empty, redis://[USER:PASSWORD@]HOST[:PORT][/DB] or redis+sentinel://…HOST:PORT,HOST:PORT/MASTER[/DB];"
                    + " rediss for TLS";
    private static final Key<String> REDIS = Key.of(
            "redis",
            Kind.text(ALLOWED, text -> text.isEmpty() || address(text).isPresent()),
            "",
            "The Redis that gets a copy of who is connected and subscribed to what, for other services; empty = none.");
    private static final Key<Integer> LEASE = Key.of(
            "leaseSeconds",
            Kind.integer(3, 3_600),
            30,
            "Seconds after which what a node has written goes when the node does not say that it lives.");
    private static final Key<String> PREFIX = Key.of(
            "prefix",
            Kind.text("up to 64 letters, digits and _ : . -", text -> text.matches("[A-Za-z0-9_:.-]{0,64}")),
            "",
            "What the names of all its keys begin with.");

    /**
     * The declaration.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of("mirror", "A copy of the connections in Redis.", REDIS, LEASE, PREFIX)
                .with(RedisTls.section());
    }

    /**
     * The options from what was read.
     *
     * @param values of {@link #section}
     * @param problems takes what is wrong with them together
     * @return empty where there is to be no copy
     */
    public static Optional<MirrorOptions> from(Values values, Problems problems) {
        RedisTls tls = RedisTls.from(values.section(RedisTls.section().name()), "gateway.mirror", problems);
        return address(values.get(REDIS))
                .map(address -> new MirrorOptions(address.with(tls), values.get(LEASE), values.get(PREFIX)));
    }

    /** A script reaches all keys: they cannot be spread over a cluster. */
    private static Optional<RedisAddress> address(String text) {
        return RedisAddress.parse(text).filter(address -> !address.isCluster());
    }
}
