package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Writes JSON answers. Stateless. */
final class HttpAnswers {
    /** The type of almost all answers. */
    static final String JSON = "application/json; charset=utf-8";

    private HttpAnswers() {}

    /** A tag made of the content, so that it is the same on every event loop and node. */
    static String tag(Buffer content) {
        return '"' + UUID.nameUUIDFromBytes(content.getBytes()).toString() + '"';
    }

    /** Answers with the content, or says that the client has it already. */
    static void tagged(HttpServerRequest request, String tag, String type, Buffer content) {
        HttpServerResponse response = request.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (matches(request.headers().getAll("If-None-Match"), tag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", type).end(content);
        }
    }

    private static boolean matches(List<String> headers, String tag) {
        for (String header : headers) {
            for (String candidate : header.split(",", -1)) {
                String trimmed = candidate.trim();
                if (trimmed.equals("*") || trimmed.equals(tag) || trimmed.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    static void json(HttpServerResponse response, int status, JsonObject body) {
        if (!response.ended()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", JSON)
                    .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                    .end(body.toBuffer());
        }
    }

    static void refuse(HttpServerResponse response, Refusal refusal) {
        refuse(response, refusal.code().httpStatus(), refusal);
    }

    static void refuse(HttpServerResponse response, int status, Refusal refusal) {
        if (refusal.code().temporary()) {
            response.putHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        }
        json(response, status, new JsonObject().put("error", refusal.toJson()));
    }
}
