package io.quotewire.gateway;

import io.quotewire.bus.VerticleKind;
import io.quotewire.gateway.limit.Admission;
import io.quotewire.gateway.session.Endpoint;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What the gateway answers when it is asked for its figures. Stateless. */
final class GatewayStatus {
    private GatewayStatus() {}

    static JsonObject of(String node, JsonObject addresses, Admission.Figures counts, List<LoopFigures> loops) {
        Map<String, Integer> byType = new TreeMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            int open = loops.stream()
                    .mapToInt(loop -> loop.sessions().getOrDefault(endpoint, 0))
                    .sum();
            byType.merge(endpoint.type(), open, Integer::sum);
        }
        JsonObject types = new JsonObject();
        byType.forEach(types::put);
        boolean live = loops.stream().anyMatch(LoopFigures::live);
        JsonObject checks = new JsonObject()
                .put("listening", check(true, addresses.getString("http")))
                .put("prices", check(true, live ? "a feed delivers" : "no feed delivers"));
        return new JsonObject()
                .put("kind", VerticleKind.GATEWAY.text())
                .put("node", node)
                .put("healthy", true)
                .put("checks", checks)
                .put("figures", figures(counts, types, loops, live))
                .put("addresses", addresses);
    }

    private static JsonObject figures(
            Admission.Figures counts, JsonObject types, List<LoopFigures> loops, boolean live) {
        return new JsonObject()
                .put("connections", counts.connections())
                .put("addresses", counts.addresses())
                .put("users", counts.users())
                .put(
                        "sessions",
                        loops.stream().mapToInt(LoopFigures::sessionCount).sum())
                .put("sockJsSessions", sum(loops, LoopFigures::sockJsSessions))
                .put("busPeers", sum(loops, LoopFigures::busPeers))
                .put("requestless", sum(loops, LoopFigures::requestless))
                .put("connectionsByType", types)
                .put("subscriptions", sum(loops, LoopFigures::subscriptions))
                .put("channels", sum(loops, LoopFigures::channels))
                .put("present", sum(loops, LoopFigures::present))
                .put("firehose", sum(loops, LoopFigures::firehose))
                .put("waiting", sum(loops, LoopFigures::waiting))
                .put("timers", sum(loops, LoopFigures::timers))
                .put("consumers", sum(loops, LoopFigures::consumers))
                .put("groups", sum(loops, LoopFigures::groups))
                .put("eventLoops", loops.size())
                .put(
                        "symbols",
                        loops.stream().mapToInt(LoopFigures::symbols).max().orElse(0))
                .put("live", live)
                .put("lostBatches", sum(loops, LoopFigures::lostBatches))
                .put("fenced", sum(loops, LoopFigures::fenced))
                .put("turnsBehind", sum(loops, LoopFigures::turnsBehind));
    }

    private static long sum(List<LoopFigures> loops, ToLongFunction<LoopFigures> figure) {
        return loops.stream().mapToLong(figure).sum();
    }

    private static JsonObject check(boolean ok, String text) {
        return new JsonObject().put("ok", ok).put("text", text);
    }
}
