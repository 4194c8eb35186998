package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Writes JSON answers. Stateless. */
final class HttpAnswers {
    /** How long a client that meets a temporary refusal should wait. */
    static final String RETRY_AFTER_SECONDS = "1";

    private HttpAnswers() {}

    static void json(HttpServerResponse response, int status, JsonObject body) {
        if (!response.ended()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                    .end(body.toBuffer());
        }
    }

    static void refuse(HttpServerResponse response, Refusal refusal) {
        refuse(response, refusal.code().httpStatus(), refusal);
    }

    static void refuse(HttpServerResponse response, int status, Refusal refusal) {
        if (refusal.code().temporary()) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        json(response, status, new JsonObject().put("error", refusal.toJson()));
    }
}
