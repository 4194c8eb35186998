package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** What a service says without a session: its greeting, its abilities, its page for iframes. Confined to one event loop. */
final class StaticPages {
    private static final String IFRAME = """
            <!DOCTYPE html>
            <html>
            <head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
              <script>
                document.domain = document.domain;
                _sockjs_onload = function(){SockJS.bootstrap_iframe();};
              </script>
              <script src="{{ library }}"></script>
            </head>
            <body>
              <h2>Don't panic!</h2>
              <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
            </body>
            </html>
            """;

    private final SecureRandom random = new SecureRandom();
    private final SockJsOptions options;
    private final String iframe;
    private final String etag;
    private final String ancestors;

    StaticPages(SockJsOptions options) {
        this.options = options;
        iframe = IFRAME.replace("{{ library }}", options.libraryUrl());
        etag = "\"" + UUID.nameUUIDFromBytes(iframe.getBytes(StandardCharsets.UTF_8)) + "\"";
        List<String> sites = options.origins().listed();
        ancestors = "frame-ancestors 'self' " + String.join(" ", sites);
    }

    static void greet(HttpServerRequest request) {
        Answers.text(request.response(), 200, "Welcome to SockJS!\n");
    }

    void info(HttpServerRequest request) {
        JsonObject info = new JsonObject()
                .put("websocket", options.websocket())
                .put("origins", new JsonArray().add("*:*"))
                .put("cookie_needed", options.cookieNeeded())
                .put("entropy", Integer.toUnsignedLong(random.nextInt()));
        Answers.allowOrigin(request);
        Answers.neverCached(request.response());
        request.response()
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(info.toBuffer());
    }

    /**
     * The page that speaks for a page of another site from within ours. To the server its requests are our own site's, so
     * who may frame it is as important as who may connect.
     */
    void iframe(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("ETag", etag).putHeader("Content-Security-Policy", ancestors.trim());
        Answers.cachedForAYear(response);
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(etag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", "text/html; charset=UTF-8").end(iframe);
        }
    }
}
