package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.transport.sockjs.Payload.MalformedPayloadException;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of HTTP sessions, on the event loop where they arrive; the session may live on another. Confined to that
 * loop.
 */
final class HttpRequests {
    private static final Pattern CALLBACK = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    /** Finds a session's table: runs the task on the loop where it lives. */
    interface Owners {
        /** False if the loops do not know each other yet. */
        boolean run(String sessionId, Consumer<SessionTable> task);
    }

    /** Reads the messages out of a body. */
    private interface Parser {
        List<String> parse(Buffer body) throws MalformedPayloadException;
    }

    private final Context context;
    private final SockJsOptions options;
    private final Owners owners;

    HttpRequests(Context context, SockJsOptions options, Owners owners) {
        this.context = context;
        this.options = options;
        this.owners = owners;
    }

    /** {@code xhr}, {@code xhr_streaming}, {@code eventsource}. */
    void receive(HttpServerRequest request, String id, Transport transport) {
        prepare(request);
        Answers.allowOrigin(request);
        attach(request, id, new Framing(transport, ""));
    }

    /** {@code htmlfile}, {@code jsonp}: the client names a function. */
    void call(HttpServerRequest request, String id, Transport transport) {
        prepare(request);
        MultiMap params = request.params();
        String callback = params.contains("c") ? params.get("c") : params.get("callback");
        if (callback == null || callback.isEmpty()) {
            Answers.text(request.response(), 500, "\"callback\" parameter required");
        } else if (!CALLBACK.matcher(callback).matches()) {
            Answers.text(request.response(), 500, "invalid \"callback\" parameter");
        } else {
            attach(request, id, new Framing(transport, callback));
        }
    }

    /** {@code xhr_send}. */
    void send(HttpServerRequest request, String id) {
        prepare(request);
        Answers.allowOrigin(request);
        read(
                request,
                id,
                Payload::ofBody,
                response -> response.setStatusCode(204)
                        .putHeader("Content-Type", "text/plain; charset=UTF-8")
                        .end());
    }

    /** {@code jsonp_send}. */
    void sendForm(HttpServerRequest request, String id) {
        prepare(request);
        String contentType = request.getHeader("Content-Type");
        read(request, id, body -> Payload.ofForm(body, contentType), response -> Answers.text(response, 200, "ok"));
    }

    private void prepare(HttpServerRequest request) {
        Answers.neverCached(request.response());
        if (options.cookieNeeded()) {
            Answers.stick(request);
        }
    }

    private void attach(HttpServerRequest request, String id, Framing framing) {
        Receiver receiver = new Receiver(request, framing);
        Line line = new Line(context, receiver, framing);
        SockJsOpening opening = opening(request, framing.transport());
        if (owners.run(id, table -> table.attach(id, line, opening))) {
            receiver.onGone(() -> owners.run(id, table -> table.lost(id, line)));
        } else {
            notReady(request.response());
        }
    }

    private void read(HttpServerRequest request, String id, Parser parser, Consumer<HttpServerResponse> accepted) {
        HttpServerResponse response = request.response();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (response.ended()) {
                return;
            }
            if (body.length() + part.length() > options.maxBodyBytes()) {
                tooLong(response, id);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            if (!response.ended()) {
                parsed(response, id, () -> parser.parse(body), accepted);
            }
        });
    }

    /** A parser with its body. */
    private interface Parse {
        List<String> messages() throws MalformedPayloadException;
    }

    private void parsed(HttpServerResponse response, String id, Parse parse, Consumer<HttpServerResponse> accepted) {
        try {
            List<String> messages = parse.messages();
            if (Payload.anyLongerThan(options.maxMessageBytes(), messages)) {
                tooLong(response, id);
            } else {
                deliver(response, id, messages, accepted);
            }
        } catch (MalformedPayloadException malformed) {
            Answers.text(response, 500, "" + malformed.getMessage());
        }
    }

    private void deliver(
            HttpServerResponse response, String id, List<String> messages, Consumer<HttpServerResponse> accepted) {
        boolean asked = owners.run(id, table -> {
            boolean known = table.deliver(id, messages);
            context.runOnContext(back -> {
                if (response.closed()) {
                    return;
                }
                if (known) {
                    accepted.accept(response);
                } else {
                    Answers.notFound(response);
                }
            });
        });
        if (!asked) {
            notReady(response);
        }
    }

    /** As over a WebSocket, the session does not survive it. */
    private void tooLong(HttpServerResponse response, String id) {
        owners.run(id, table -> table.close(id, 1009, "the message is too long"));
        Answers.text(response, 413, "the message is too long");
    }

    private static void notReady(HttpServerResponse response) {
        response.putHeader("Retry-After", "1");
        Answers.text(response, 503, "not ready; try again");
    }

    private SockJsOpening opening(HttpServerRequest request, Transport transport) {
        MultiMap headers = request.headers().copy();
        if (!isOurs(request)) {
            headers.remove("Cookie");
        }
        return new SockJsOpening(
                transport, headers.copy(false), request.params().copy(false), ClientAddress.of(request));
    }

    /**
     * Whether it is sure that no stranger's page has sent the request with the user's cookies. Browsers name the page's
     * origin with every POST, but not when a page loads a script or a frame.
     */
    private boolean isOurs(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.POST) || request.headers().contains("Origin")) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String referrer = originOf(request.getHeader("Referer"));
        return referrer != null && options.origins().allows(List.of(referrer), request.getHeader("Host"));
    }

    private static @Nullable String originOf(@Nullable String referrer) {
        if (referrer == null) {
            return null;
        }
        try {
            URI uri = URI.create(referrer);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
