package io.quotewire.gateway;

import io.quotewire.gateway.auth.AuthOptions;
import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.mirror.MirrorOptions;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.policy.PolicyOptions;
import io.quotewire.gateway.tls.TlsOptions;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import io.quotewire.kit.http.TrustedProxies;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code gateway} of the configuration.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 = any free one
 * @param eventLoops on how many event loops connections are spread; 0 = one fewer than processors, at least one
 * @param origins which sites' pages may connect; empty = the server's own
 * @param trustedProxies from whom X-Forwarded-For and the PROXY protocol are believed
 * @param proxyProtocol whether every connection begins with a header of the PROXY protocol
 * @param drainSeconds how long clients may take to leave at a shutdown
 * @param priceIntervalMs between two frames of {@code /ws/prices}
 * @param lingerSeconds how long a group of symbols is listened to that nobody wants any more
 * @param compression whether permessage-deflate is negotiated
 * @param takeOver whether WebSockets are taken over from Vert.x
 * @param diagnostics whether what conformance suites need is served
 * @param warmUpMs how long a start rehearses
 * @param revocationSeconds how long a revocation is kept
 * @param tls how TLS is spoken, if it is
 * @param limits how much anybody may have
 * @param auth how users are recognised
 * @param policy who may do what
 * @param mirror where a copy of the connections is kept, if there is to be one
 */
public record GatewayOptions(
        String host,
        int port,
        int eventLoops,
        List<String> origins,
        TrustedProxies trustedProxies,
        boolean proxyProtocol,
        int drainSeconds,
        int priceIntervalMs,
        int lingerSeconds,
        boolean compression,
        boolean takeOver,
        boolean diagnostics,
        int warmUpMs,
        int revocationSeconds,
        TlsOptions tls,
        LimitOptions limits,
        AuthOptions auth,
        Policy policy,
        Optional<MirrorOptions> mirror) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s]+");

    private static final Key<String> HOST = Key.of(
            "host",
            Kind.text("a host name or address", text -> !text.isBlank()),
            "127.0.0.1",
            "The address to listen on. Beyond loopback a key for tokens must be configured.");
    private static final Key<Integer> PORT =
            Key.of("port", Kind.integer(0, MAX_PORT), 8080, "The port to listen on; 0 = any free one.");
    private static final Key<Integer> EVENT_LOOPS = Key.of(
            "eventLoops",
            Kind.integer(0, 256),
            0,
            "On how many event loops connections are spread; 0 = one fewer than processors, at least one.");
    private static final Key<List<String>> ORIGINS = Key.of(
            "origins",
            Kind.texts(
                    "a list of origins such as https://app.example.com",
                    text -> ORIGIN.matcher(text).matches()),
            List.of(),
            "Which sites' pages may connect; empty = the server's own only.");
    private static final Key<Integer> DRAIN = Key.of(
            "drainSeconds", Kind.integer(0, 300), 5, "How many seconds clients may take to leave at a shutdown.");
    private static final Key<Boolean> COMPRESSION = Key.of(
            "compression", Kind.flag(), true, "Whether permessage-deflate is negotiated when a client offers it.");
    private static final Key<Boolean> TAKE_OVER = Key.of(
            "takeOver",
            Kind.flag(),
            true,
            "Whether WebSockets are taken over from Vert.x: strict and lean. Off, Vert.x serves them, uncompressed.");
    private static final Key<Boolean> DIAGNOSTICS = Key.of(
            "diagnostics",
            Kind.flag(),
            false,
            "Opens /diagnostics/* and what conformance suites expect, to everybody; never in production.");
    private static final Key<Integer> WARM_UP = Key.of(
            "warmUpMs",
            Kind.integer(0, 60_000),
            500,
            "Milliseconds that a start serves clients of its own, so that Java knows the way when others come; 0 = none.");
    private static final Key<List<String>> TRUSTED_PROXIES = Key.of(
            "trustedProxies",
            Kind.texts("a list of addresses or networks such as 10.0.0.0/8", TrustedProxies::isNetwork),
            List.of(),
            "From whom X-Forwarded-For is believed, and the PROXY protocol with proxyProtocol.");
    private static final Key<Boolean> PROXY_PROTOCOL = Key.of(
            "proxyProtocol",
            Kind.flag(),
            false,
            "Whether every connection begins with a header of the PROXY protocol, version 1 or 2, and comes from trustedProxies.");
    private static final Key<Integer> REVOCATION = Key.of(
            "revocationSeconds",
            Kind.integer(60, Integer.MAX_VALUE),
            34_560_000,
            "Seconds that a revocation is kept: no shorter than any token lives, or the token is good again after it.");
    private static final Key<Integer> INTERVAL =
            Key.of("intervalMs", Kind.integer(20, 60_000), 250, "Milliseconds between two frames of /ws/prices.");
    private static final Key<Integer> LINGER = Key.of(
            "lingerSeconds",
            Kind.integer(1, 3_600),
            30,
            "Seconds that a group of symbols is still listened to when the last client that wanted one of them has gone.");

    private static final Section SECTION = Section.of(
                    "gateway",
                    "The port that clients use.",
                    HOST,
                    PORT,
                    EVENT_LOOPS,
                    ORIGINS,
                    DRAIN,
                    COMPRESSION,
                    TAKE_OVER,
                    DIAGNOSTICS,
                    WARM_UP,
                    TRUSTED_PROXIES,
                    PROXY_PROTOCOL)
            .with(
                    Section.of("prices", "How prices are carried.", INTERVAL, LINGER),
                    Section.of("control", "What administrators can do to clients.", REVOCATION),
                    TlsOptions.section(),
                    LimitOptions.section(),
                    AuthOptions.section(),
                    PolicyOptions.section(),
                    MirrorOptions.section());

    /**
     * The declaration.
     *
     * @return the section
     */
    public static Section section() {
        return SECTION;
    }

    /**
     * Reads the section.
     *
     * @param json as it was given; null for all defaults
     * @param problems takes everything that is wrong
     * @return the options; not to be used if there are problems
     */
    public static GatewayOptions from(@Nullable JsonObject json, Problems problems) {
        Values values = SECTION.read(json, "gateway", problems);
        if (values.get(PROXY_PROTOCOL) && values.get(TRUSTED_PROXIES).isEmpty()) {
            problems.add(
                    "gateway.proxyProtocol",
                    "nobody could connect; allowed: together with gateway.trustedProxies, which names those who send it");
        }
        return new GatewayOptions(
                values.get(HOST),
                values.get(PORT),
                values.get(EVENT_LOOPS),
                values.get(ORIGINS).stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .toList(),
                TrustedProxies.of(values.get(TRUSTED_PROXIES).stream()
                        .filter(TrustedProxies::isNetwork)
                        .toList()),
                values.get(PROXY_PROTOCOL),
                values.get(DRAIN),
                values.section("prices").get(INTERVAL),
                values.section("prices").get(LINGER),
                values.get(COMPRESSION),
                values.get(TAKE_OVER),
                values.get(DIAGNOSTICS),
                values.get(WARM_UP),
                values.section("control").get(REVOCATION),
                TlsOptions.from(values.section("tls"), problems),
                LimitOptions.from(values.section("limits")),
                AuthOptions.from(values.section("auth")),
                policy(values, problems),
                MirrorOptions.from(values.section("mirror"), problems));
    }

    /**
     * Reads who may do what.
     *
     * @param json the whole section as it was given
     * @param problems takes what is wrong with the policy beyond single values
     * @return the policy; not to be used if there are problems
     */
    static Policy policy(@Nullable JsonObject json, Problems problems) {
        return policy(SECTION.read(json, SECTION.name(), new Problems()), problems);
    }

    private static Policy policy(Values values, Problems problems) {
        boolean anonymous = AuthOptions.from(values.section("auth")).anonymous();
        return PolicyOptions.from(values.section("policy"), anonymous, "gateway.policy", problems);
    }
}
