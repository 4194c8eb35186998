package io.quotewire.kit.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: one server, the servers that Sentinels watch, or a cluster. Immutable; nothing it says of itself has the
 * password in it.
 */
public final class RedisAddress {
    /** What {@link #parse} takes. */
    public static final String ALLOWED =
            "redis://[USER:PASSWORD@]HOST[:PORT][/DB], redis+sentinel://…HOST:PORT,HOST:PORT/MASTER[/DB] or"
                    + " redis+cluster://…HOST:PORT,HOST:PORT; rediss for TLS";

    private static final Pattern FORM =
            Pattern.compile("(rediss?)(\\+sentinel|\\+cluster)?://(?:([^@/?#\\s]*)@)?([^@/?#\\s]+)(?:/([^?#\\s]*))?");
    private static final Pattern DATABASE = Pattern.compile("\\d{1,4}");
    private static final Pattern MASTER = Pattern.compile("([^/]+)(?:/(\\d{1,4}))?");

    private final String scheme;
    private final RedisClientType type;
    private final @Nullable String credentials;
    private final List<String> places;
    private final @Nullable String master;
    private final @Nullable String database;
    private final RedisTls tls;

    private RedisAddress(Matcher form, RedisClientType type, @Nullable String master, @Nullable String database) {
        this.tls = RedisTls.USUAL;
        this.scheme = form.group(1);
        this.type = type;
        this.credentials = form.group(3);
        this.places = List.of(form.group(4).split(",", -1));
        this.master = master;
        this.database = database;
    }

    private RedisAddress(RedisAddress same, RedisTls tls) {
        this.tls = tls;
        this.scheme = same.scheme;
        this.type = same.type;
        this.credentials = same.credentials;
        this.places = same.places;
        this.master = same.master;
        this.database = same.database;
    }

    /**
     * Reads an address.
     *
     * @param text as {@link #ALLOWED} says; user and password percent-encoded where they need it
     * @return empty if it is none
     */
    public static Optional<RedisAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String path = form.group(5) == null ? "" : form.group(5);
        RedisAddress address = "+sentinel".equals(form.group(2))
                ? sentinel(form, path)
                : "+cluster".equals(form.group(2)) ? cluster(form, path) : single(form, path);
        return Optional.ofNullable(address).filter(RedisAddress::isUsable);
    }

    private static @Nullable RedisAddress single(Matcher form, String path) {
        boolean fine = path.isEmpty() || DATABASE.matcher(path).matches();
        return fine ? new RedisAddress(form, RedisClientType.STANDALONE, null, path.isEmpty() ? null : path) : null;
    }

    private static @Nullable RedisAddress sentinel(Matcher form, String path) {
        Matcher named = MASTER.matcher(path);
        return named.matches()
                ? new RedisAddress(form, RedisClientType.SENTINEL, named.group(1), named.group(2))
                : null;
    }

    private static @Nullable RedisAddress cluster(Matcher form, String path) {
        return path.isEmpty() ? new RedisAddress(form, RedisClientType.CLUSTER, null, null) : null;
    }

    private boolean isUsable() {
        return (type != RedisClientType.STANDALONE || places.size() == 1)
                && strings().stream().allMatch(RedisAddress::hasHost);
    }

    private static boolean hasHost(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** One for each place, in the library's form. */
    private List<String> strings() {
        String before = scheme + "://" + (credentials == null ? "" : credentials + "@");
        String after = database == null ? "" : "/" + database;
        return places.stream().map(place -> before + place + after).toList();
    }

    /**
     * The same with another way of speaking TLS.
     *
     * @param other of effect where the address begins with {@code rediss}
     * @return the address
     */
    public RedisAddress with(RedisTls other) {
        return new RedisAddress(this, other);
    }

    /**
     * Whether it is a cluster: then one connection reaches several servers.
     *
     * @return true for a cluster
     */
    public boolean isCluster() {
        return type == RedisClientType.CLUSTER;
    }

    /**
     * For people.
     *
     * @return hosts and ports, without user and password
     */
    @Override
    public String toString() {
        String what = type == RedisClientType.STANDALONE ? "" : type.name().toLowerCase(Locale.ROOT) + " ";
        return what + String.join(",", places);
    }

    /**
     * For the library.
     *
     * @param timeoutMs how long connecting may take
     * @param attempt counts up: of several places the first one to be asked changes with it, since one that hangs would be
     *     asked first for ever
     * @return new options
     */
    RedisOptions options(int timeoutMs, int attempt) {
        List<String> turned = new ArrayList<>(strings());
        Collections.rotate(turned, attempt % turned.size());
        NetClientOptions net = new NetClientOptions().setConnectTimeout(timeoutMs);
        if (scheme.equals("rediss")) {
            tls.applyTo(net);
        }
        RedisOptions options =
                new RedisOptions().setType(type).setEndpoints(turned).setNetClientOptions(net);
        return master == null ? options : options.setMasterName(master);
    }
}
