package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Writes JSON answers. Stateless. */
final class HttpAnswers {
    private HttpAnswers() {}

    static void json(HttpServerResponse response, int status, JsonObject body) {
        if (!response.ended()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("X-Content-Type-Options", "nosniff")
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
