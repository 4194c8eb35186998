package io.quotewire.gateway.auth;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the sessions of the user's web application are.
 *
 * @param redis the address of Redis
 * @param cookie the cookie that holds a session's id
 * @param prefix what stands before the id in the name of the session's key
 * @param fields what is where in a session
 * @param timeoutMs how long an answer may take, milliseconds
 */
public record SessionOptions(String redis, String cookie, String prefix, Fields fields, int timeoutMs) {
    private static final Pattern ADDRESS = Pattern.compile("(redis|rediss|unix|redis\\+socket)://\\S+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");
    private static final Key<String> REDIS = Key.of(
            "redis",
            Kind.text("an address such as redis://127.0.0.1:6379/0", SessionOptions::isAddress),
            null,
            "The Redis that a web application keeps its sessions in; without it no session is looked up.");
    private static final Key<String> COOKIE = Key.of(
            "cookie",
            Kind.text("the name of a cookie", text -> NAME.matcher(text).matches()),
            "quotewire_session",
            "The cookie that holds the session's id.");
    private static final Key<String> PREFIX =
            Key.of("prefix", Kind.text(), "session:", "What stands before the id in the session's key.");
    private static final Key<String> USER =
            Key.of("userField", path(), "userId", "Where in the session's JSON the user's id is; dots go deeper.");
    private static final Key<String> ROLE =
            Key.of("roleField", path(), "role", "Where the role is; a session without one has VIEWER.");
    private static final Key<String> EXPIRES = Key.of(
            "expiresField",
            path(),
            "expiresAt",
            "Where the session's end is: ISO 8601, epoch seconds or milliseconds; without one what is left of its key's life.");
    private static final Key<String> ISSUED = Key.of(
            "issuedField",
            path(),
            "createdAt",
            "Where its beginning is; a session that does not say is taken for older than every revocation of its user.");
    private static final Key<Integer> TIMEOUT =
            Key.of("timeoutMs", Kind.integer(10, 10_000), 500, "Milliseconds that Redis may take to answer.");

    /**
     * What is where in a session: names of fields, one within the other separated by dots.
     *
     * @param user the user's id
     * @param role the role
     * @param expires the end
     * @param issued the beginning
     */
    public record Fields(String user, String role, String expires, String issued) {}

    /** The declaration of {@code gateway.auth.sessions}. */
    static Section section() {
        return Section.of(
                "sessions",
                "Users who are recognised by a session of a web application.",
                REDIS,
                COOKIE,
                PREFIX,
                USER,
                ROLE,
                EXPIRES,
                ISSUED,
                TIMEOUT);
    }

    static Optional<SessionOptions> from(Values values) {
        return values.find(REDIS)
                .map(address -> new SessionOptions(
                        address,
                        values.get(COOKIE),
                        values.get(PREFIX),
                        new Fields(values.get(USER), values.get(ROLE), values.get(EXPIRES), values.get(ISSUED)),
                        values.get(TIMEOUT)));
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static Kind<String> path() {
        return Kind.text(
                "a name, or several separated by dots",
                text -> PATH.matcher(text).matches());
    }
}
