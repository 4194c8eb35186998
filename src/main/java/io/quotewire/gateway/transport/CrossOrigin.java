package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Which sites' pages may use the API over HTTP: those that may open WebSockets. A permitted one is told so by its own name,
 * never by a star, since it may come with the user's cookie; another one gets nothing, whether its browser would have shown
 * it the answer or not. See the Fetch standard, section 3.2. Confined to one event loop.
 */
final class CrossOrigin {
    private static final String PATHS = "/api/*";
    private static final String METHODS = "GET, POST";
    private static final String HEADERS = "Authorization, Content-Type, If-None-Match, X-API-Key";
    private static final String SHOWN = "ETag, Retry-After, WWW-Authenticate";
    private static final String KEPT_SECONDS = "600";
    private static final int NO_CONTENT = 204;

    private final TransportServices services;
    private final TransportRecords records;

    CrossOrigin(TransportServices services) {
        this.services = services;
        records = new TransportRecords(services);
    }

    /** Goes before everything that the API has. */
    void mount(Router router) {
        router.route(PATHS).handler(this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.headers().add("Vary", "Origin");
        List<String> origins = request.headers().getAll("Origin");
        boolean permitted = services.origins().allows(origins, request.getHeader("Host"));
        if (!permitted || (origins.isEmpty() && isSentUnasked(request))) {
            records.originRefused(ClientAddress.of(request));
            HttpAnswers.refuse(response, Refusal.of(ErrorCode.FORBIDDEN, "this origin may not ask"));
            return;
        }
        if (!origins.isEmpty()) {
            response.putHeader("Access-Control-Allow-Origin", origins.get(0))
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Access-Control-Expose-Headers", SHOWN);
        }
        if (request.method().equals(HttpMethod.OPTIONS) && !origins.isEmpty()) {
            response.setStatusCode(NO_CONTENT)
                    .putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", HEADERS)
                    .putHeader("Access-Control-Max-Age", KEPT_SECONDS)
                    .end();
        } else {
            context.next();
        }
    }

    /** Another site's page can have a browser load things with the user's cookie and without an Origin. */
    private boolean isSentUnasked(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean elsewhere = site != null && !site.equals("same-origin") && !site.equals("none");
        return elsewhere && Credentials.areInCookies(request.headers(), services.auth());
    }
}
