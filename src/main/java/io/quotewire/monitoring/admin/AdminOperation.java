package io.quotewire.monitoring.admin;

import io.quotewire.bus.Address;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that the admin API serves. The page {@code openapi.json} describes the same; a test compares the two. */
public enum AdminOperation {
    /** Lists and finds connections. */
    CONNECTIONS("GET", "/admin/connections", Address.CONTROL_CONNECTIONS, "userId ip node after limit"),
    /** Shows one connection. */
    CONNECTION("GET", "/admin/connections/{connectionId}", Address.CONTROL_CONNECTIONS, ""),
    /** Closes connections. */
    DISCONNECT("POST", "/admin/disconnect", Address.CONTROL_DISCONNECT, "userId connectionId ip reason"),
    /** Takes back a user's tokens, or one token. */
    REVOKE("POST", "/admin/revoke", Address.CONTROL_REVOKE, "userId tokenId reason"),
    /** Keeps an address out. */
    BLOCK("POST", "/admin/block", Address.CONTROL_BLOCK, "ip seconds reason"),
    /** Lets an address in again. */
    UNBLOCK("POST", "/admin/unblock", Address.CONTROL_UNBLOCK, "ip reason"),
    /** Lists blocks. */
    BLOCKS("GET", "/admin/blocks", Address.CONTROL_SANCTIONS, "after limit"),
    /** Lists revocations. */
    REVOCATIONS("GET", "/admin/revocations", Address.CONTROL_SANCTIONS, "after limit"),
    /** Streams what connections do. */
    WATCH("POST", "/admin/watch", Address.CONTROL_WATCH, "userId connectionId ip seconds reason"),
    /** Sends a message to clients. */
    SYSTEM("POST", "/admin/system", Address.CONTROL_SYSTEM, "userId connectionId ip all message reason"),
    /** Describes all this. */
    OPENAPI("GET", "/admin/openapi.json", null, "");

    /** Where every path begins. */
    public static final String PREFIX = "/admin";

    private static final String PARAMETER = "/{connectionId}";

    private final String method;
    private final String path;
    private final @Nullable Address address;
    /** With spaces between. */
    private final String fields;

    AdminOperation(String method, String path, @Nullable Address address, String fields) {
        this.method = method;
        this.path = path;
        this.address = address;
        this.fields = fields;
    }

    /**
     * With which method it is asked for.
     *
     * @return GET or POST
     */
    public HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /**
     * Where it is, as OpenAPI writes it.
     *
     * @return the path, with its parameter in braces
     */
    public String path() {
        return path;
    }

    /**
     * The fields of its body, or of its query for a GET.
     *
     * @return their names
     */
    public Set<String> fields() {
        return fields.isEmpty() ? Set.of() : Set.of(fields.split(" ", -1));
    }

    /** Who on the bus does it; null for what is done here. */
    @Nullable
    Address address() {
        return address;
    }

    /** The name in metrics and audit rows. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All that a path can be asked for. */
    static List<AdminOperation> at(String path) {
        return Stream.of(values()).filter(one -> one.matches(path)).toList();
    }

    /** What the path names in the place of the parameter, as it was written. */
    Optional<String> parameter(String asked) {
        return path.endsWith(PARAMETER)
                ? Optional.of(asked.substring(path.length() - PARAMETER.length() + 1))
                : Optional.empty();
    }

    private boolean matches(String asked) {
        if (!path.endsWith(PARAMETER)) {
            return path.equals(asked);
        }
        String folder = path.substring(0, path.length() - PARAMETER.length() + 1);
        return asked.startsWith(folder) && asked.length() > folder.length() && asked.indexOf('/', folder.length()) < 0;
    }
}
