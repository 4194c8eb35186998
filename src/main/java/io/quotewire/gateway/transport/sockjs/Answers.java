package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What the answers to HTTP requests have in common. Stateless. */
final class Answers {
    private static final int YEAR_SECONDS = 31_536_000;
    private static final String COOKIE = "JSESSIONID";

    private Answers() {}

    /** The page that asks may read the answer, and cookies go with the question. */
    static void allowOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Origin", origin == null || origin.equals("null") ? "*" : origin);
        response.putHeader("Access-Control-Allow-Credentials", "true");
        response.putHeader("Vary", "Origin");
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null && !wanted.isBlank()) {
            response.putHeader("Access-Control-Allow-Headers", wanted);
        }
    }

    static void neverCached(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store, no-cache, must-revalidate, max-age=0");
    }

    static void cachedForAYear(HttpServerResponse response) {
        response.putHeader("Cache-Control", "public, max-age=" + YEAR_SECONDS);
        response.putHeader(
                "Expires",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(YEAR_SECONDS)));
    }

    /** For load balancers that send a client where its cookie says; its value means nothing to us. */
    static void stick(HttpServerRequest request) {
        String value = "dummy";
        String header = request.getHeader("Cookie");
        for (String pair : header == null ? new String[0] : header.split(";", -1)) {
            String trimmed = pair.trim();
            if (trimmed.startsWith(COOKIE + "=")) {
                value = trimmed.substring(COOKIE.length() + 1);
            }
        }
        request.response().putHeader("Set-Cookie", COOKIE + "=" + value + "; path=/");
    }

    /** The answer to a question before a question. */
    static void preflight(HttpServerRequest request, String methods) {
        HttpServerResponse response = request.response();
        allowOrigin(request);
        cachedForAYear(response);
        response.putHeader("Allow", methods)
                .putHeader("Access-Control-Allow-Methods", methods)
                .putHeader("Access-Control-Max-Age", String.valueOf(YEAR_SECONDS))
                .setStatusCode(204)
                .end();
    }

    static void notAllowed(HttpServerResponse response, String methods) {
        response.setStatusCode(405).putHeader("Allow", methods).end();
    }

    static void notFound(HttpServerResponse response) {
        text(response, 404, "404 - Not Found");
    }

    static void text(HttpServerResponse response, int status, String text) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(text);
        }
    }
}
