package io.quotewire.launcher.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Requests to a node. Blocks its caller. */
public final class NodeHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FIRST_REFUSAL = 300;

    private final HttpClient client = client();
    private final NodeAddress node;

    /**
     * Requests to one node.
     *
     * @param node where it serves
     */
    public NodeHttp(NodeAddress node) {
        this.node = node;
    }

    /** Clear text is HTTP/1.1 only, so nobody need ask for more. Redirects are not followed: they would take tokens along. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * Gets a JSON object.
     *
     * @param path begins with a slash
     * @return the body
     * @throws NotDoneException if the node cannot be reached or refuses
     */
    public JsonObject get(String path) {
        return send(HttpRequest.newBuilder(node.http(path)).GET());
    }

    /**
     * Posts a JSON object.
     *
     * @param path begins with a slash
     * @param token of who asks
     * @param body what is posted
     * @return the body of the answer
     * @throws NotDoneException if the node cannot be reached or refuses
     */
    public JsonObject post(String path, String token, JsonObject body) {
        return send(HttpRequest.newBuilder(node.http(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private JsonObject send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotDoneException(unreachable(node, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDoneException("interrupted");
        }
        Optional<JsonObject> body = object(response.body());
        if (response.statusCode() >= FIRST_REFUSAL) {
            int status = response.statusCode();
            throw new NotDoneException(refusal(request.uri(), status, body), status);
        }
        return body.orElseThrow(() ->
                new NotDoneException(request.uri() + ": the answer is no JSON object: is this a Quotewire node?"));
    }

    private static Optional<JsonObject> object(String body) {
        try {
            return Optional.of(new JsonObject(body));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** The gateway tells code and message, the management port a text. */
    private static String refusal(URI uri, int status, Optional<JsonObject> body) {
        Object error = body.map(json -> json.getValue("error")).orElse("");
        String why = error instanceof JsonObject json
                ? json.getValue("code") + ": " + json.getValue("message")
                : String.valueOf(error);
        return uri + ": HTTP " + status + (why.isBlank() ? "" : " " + Shown.line(why));
    }

    /** Why a node cannot be reached, in one line. */
    static String unreachable(NodeAddress node, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "cannot reach " + node + ": no machine of that name is known";
            }
            if (cause instanceof HttpTimeoutException) {
                return "cannot reach " + node + ": no answer in time";
            }
            if (cause instanceof SSLException) {
                return "cannot reach " + node + ": TLS failed: " + Shown.line(String.valueOf(cause.getMessage()));
            }
        }
        if (failure instanceof ConnectException || failure.getCause() instanceof ConnectException) {
            return "cannot reach " + node + ": the connection was refused. Does a node run there? --url names another";
        }
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "cannot reach " + node + ": " + Shown.line(text);
    }
}
