package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every request must be before the router looks at it, RFC 9112 section 3.2 and 5.1, where the HTTP server lets more
 * pass; the router takes some of it for a defect of ours. What is refused is counted and audited like any other refusal.
 * Confined to one event loop.
 */
public final class RequestCheck {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:[0-9]*)?");

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final TransportRecords records;

    /**
     * A check.
     *
     * @param services what the transports share
     */
    public RequestCheck(TransportServices services) {
        records = new TransportRecords(services);
    }

    /**
     * Answers a request whose head could not be decoded, with 400, 414 or 431, and ends its connection.
     *
     * @param request as far as it was understood
     */
    public void undecodable(HttpServerRequest request) {
        record(request);
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    /**
     * Answers what is no proper request with 400, and ends its connection.
     *
     * @param request its head is complete
     * @return whether it may go on
     */
    public boolean passes(HttpServerRequest request) {
        Optional<String> fault = fault(request);
        fault.ifPresent(text -> {
            record(request);
            request.response()
                    .putHeader("Connection", "close")
                    .endHandler(answered -> request.connection().close());
            HttpAnswers.refuse(request.response(), 400, Refusal.of(ErrorCode.BAD_MESSAGE, text));
        });
        return fault.isEmpty();
    }

    private void record(HttpServerRequest request) {
        records.refused(Whom.at(ClientAddress.of(request)), ErrorCode.BAD_MESSAGE, "REQUEST");
    }

    private static Optional<String> fault(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1 || !HOST.matcher(hosts.get(0)).matches()) {
            return Optional.of("there must be one Host");
        }
        if (request.headers().contains("")) {
            return Optional.of("a header has no name");
        }
        if (!isTarget(request)) {
            return Optional.of("this is no path");
        }
        if (request.path() == null || hasBadEscape(request.path())) {
            return Optional.of("the path cannot be read");
        }
        return hasReadableQuery(request) ? Optional.empty() : Optional.of("the query cannot be read");
    }

    private static boolean hasBadEscape(String path) {
        return path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find();
    }

    /** A path or a whole address; the star for OPTIONS only. A fragment never leaves a client. */
    private static boolean isTarget(HttpServerRequest request) {
        String target = request.uri();
        boolean known = target.startsWith("/")
                || target.regionMatches(true, 0, "http://", 0, 7)
                || target.regionMatches(true, 0, "https://", 0, 8)
                || (target.equals("*") && request.method().equals(HttpMethod.OPTIONS));
        return known && target.indexOf('#') < 0;
    }

    private static boolean hasReadableQuery(HttpServerRequest request) {
        try {
            return request.params() != null;
        } catch (IllegalArgumentException badEscape) {
            return false;
        }
    }
}
