package io.quotewire.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SurveyTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Scope scope = new Scope(vertx);

    @AfterEach
    void close() {
        onLoop(scope::close);
        vertx.close().await();
    }

    private static NodeIdentity node(String id, VerticleKind... kinds) {
        return new NodeIdentity(id, "1.0", Set.of(kinds));
    }

    private <T> T onLoop(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(promise));
        return promise.future().await();
    }

    private <T> T make(Callable<T> task) {
        return onLoop(() -> {
            try {
                return Future.succeededFuture(task.call());
            } catch (Exception failure) {
                return Future.failedFuture(failure);
            }
        });
    }

    private void verticle(VerticleKind kind, String node, AtomicInteger asked) {
        vertx.eventBus().consumer(Address.verticleStatus(kind, node), message -> {
            asked.incrementAndGet();
            message.reply(new JsonObject().put("healthy", true).put("figures", new JsonObject().put("node", node)));
        });
    }

    @Test
    void everyRoleIsAskedAndOneThatIsNotThereIsSilent() {
        AtomicInteger asked = new AtomicInteger();
        verticle(VerticleKind.MONITORING, "n1", asked);
        verticle(VerticleKind.FEED, "n1", asked);
        NodeSurvey survey =
                make(() -> new NodeSurvey(vertx, node("n1", VerticleKind.FEED, VerticleKind.GATEWAY), () -> 1));

        NodeReport report = onLoop(survey::ask);

        assertThat(report.verticles())
                .extracting(VerticleStatus::kind)
                .containsExactly(VerticleKind.FEED, VerticleKind.GATEWAY, VerticleKind.MONITORING);
        assertThat(report.verticles()).extracting(VerticleStatus::answered).containsExactly(true, false, true);
        assertThat(report.health()).isEqualTo(NodeReport.Health.UNHEALTHY);
    }

    @Test
    void aVerticleThatHangsIsSilentAfterTheTimeLimit() {
        vertx.eventBus().consumer(Address.verticleStatus(VerticleKind.MONITORING, "n1"), hung -> {});
        NodeSurvey survey = make(() -> new NodeSurvey(vertx, node("n1"), () -> 1));

        assertThat(onLoop(survey::ask).verticles())
                .extracting(VerticleStatus::answered)
                .containsExactly(false);
    }

    @Test
    void questionsThatComeMeanwhileShareTheAnswer() {
        AtomicInteger asked = new AtomicInteger();
        verticle(VerticleKind.MONITORING, "n1", asked);
        NodeSurvey survey = make(() -> new NodeSurvey(vertx, node("n1"), () -> 1));

        onLoop(() -> {
            List<Future<NodeReport>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(survey.ask());
            }
            return Future.all(all);
        });
        assertThat(asked).hasValue(1);

        onLoop(survey::ask);
        assertThat(asked).hasValue(2);
    }

    @Test
    void theClusterSurveyHearsEveryNodeAndLeavesNothingBehind() {
        AtomicInteger asked = new AtomicInteger();
        verticle(VerticleKind.MONITORING, "n1", asked);
        verticle(VerticleKind.MONITORING, "n2", asked);
        verticle(VerticleKind.FEED, "n2", asked);
        NodeIdentity one = node("n1");
        NodeIdentity two = node("n2", VerticleKind.FEED);
        ClusterSurvey first = make(() -> new ClusterSurvey(vertx, scope, one, new NodeSurvey(vertx, one, () -> 1)));
        ClusterSurvey second = make(() -> new ClusterSurvey(vertx, scope, two, new NodeSurvey(vertx, two, () -> 1)));
        onLoop(first::start);
        onLoop(second::start);

        List<JsonObject> all = onLoop(() -> first.ask(null));
        List<JsonObject> feeds = onLoop(() -> second.ask(VerticleKind.FEED));

        assertThat(all).extracting(report -> report.getString("node")).containsExactly("n1", "n2");
        assertThat(all.get(1).getJsonObject("verticles").fieldNames()).containsExactly("feed", "monitoring");
        assertThat(feeds.get(0).getJsonObject("verticles").fieldNames()).isEmpty();
        assertThat(feeds.get(1).getJsonObject("verticles").fieldNames()).containsExactly("feed");
        await().until(() -> make(scope::timers) == 0);
    }

    @Test
    void aNodeTellsOfItselfWhereTheBusCarriesNothing() {
        verticle(VerticleKind.MONITORING, "n1", new AtomicInteger());
        NodeIdentity one = node("n1");
        // Not started: it hears no question over the bus, not even its own.
        ClusterSurvey survey = make(() -> new ClusterSurvey(vertx, scope, one, new NodeSurvey(vertx, one, () -> 1)));

        assertThat(onLoop(() -> survey.ask(null)))
                .extracting(report -> report.getString("node"))
                .containsExactly("n1");
    }

    @Test
    void messagesThatAreNoGatheringAreIgnored() {
        NodeIdentity one = node("n1");
        ClusterSurvey survey = make(() -> new ClusterSurvey(vertx, scope, one, new NodeSurvey(vertx, one, () -> 1)));
        onLoop(survey::start);
        vertx.eventBus().publish(Address.STATUS_GATHER.text(), "what");
        vertx.eventBus().publish(Address.STATUS_GATHER.text(), new JsonObject().put("replyTo", 1));
        vertx.eventBus().send(Address.statusReplies("n1"), new JsonObject().put("gather", 99));
        vertx.eventBus().send(Address.statusReplies("n1"), 5);

        assertThat(onLoop(() -> survey.ask(null))).hasSize(1);
    }
}
