package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.QuoteQueries;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/** {@code /api/symbols} and {@code /api/prices}: the polling fallback of last resort. Confined to one event loop. */
final class PriceApi {
    private final QuoteQueries queries;
    private final TransportRecords records;
    private final Policy policy;
    private final HttpAuthentication authentication;

    PriceApi(TransportServices services, HttpAuthentication authentication) {
        queries = services.queries();
        records = new TransportRecords(services);
        policy = services.policy();
        this.authentication = authentication;
    }

    void mount(Router router) {
        if (policy.decide(Principal.anonymous(), Action.QUOTES).isNo()) {
            router.get("/api/symbols").handler(this::identify);
            router.get("/api/prices").handler(this::identify);
            router.get("/api/prices/:symbol").handler(this::identify);
        }
        router.get("/api/symbols").handler(context -> answer(context, this::symbols));
        router.get("/api/prices").handler(context -> answer(context, ignored -> queries.quotes()));
        router.get("/api/prices/:symbol")
                .handler(context -> answer(context, asked -> queries.quote(asked.pathParam("symbol"))));
    }

    /** Where not everybody may read prices. */
    private void identify(RoutingContext context) {
        authentication.require(context, principal -> {
            Verdict verdict = policy.decide(principal, Action.QUOTES);
            if (verdict.isNo()) {
                authentication.refused(context, principal, verdict.refusal().code());
                HttpAnswers.refuse(context.response(), verdict.refusal());
            } else {
                context.next();
            }
        });
    }

    private JsonObject symbols(RoutingContext context) {
        List<String> prefix = context.queryParam("prefix");
        return queries.symbols(prefix.isEmpty() ? null : prefix.get(0));
    }

    private void answer(RoutingContext context, Function<RoutingContext, JsonObject> question) {
        try {
            answer(context, question.apply(context));
        } catch (Refusal refusal) {
            records.refused(Whom.at(ClientAddress.of(context.request())), refusal.code(), "HTTP");
            HttpAnswers.refuse(context.response(), refusal);
        }
    }

    private static void answer(RoutingContext context, JsonObject body) {
        Buffer bytes = body.toBuffer();
        HttpAnswers.tagged(context.request(), HttpAnswers.tag(bytes), HttpAnswers.JSON, bytes);
    }
}
