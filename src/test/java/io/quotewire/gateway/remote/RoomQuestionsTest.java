package io.quotewire.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.bus.RoomQuestion;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.RoomQuestions.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomQuestionsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void onlyAThousandAreOpenAndEachAnswerMakesRoom() {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        vertx.eventBus()
                .<JsonObject>consumer(Address.ROOM_AUTHORIZE.text(), waiting::add)
                .completion()
                .await();
        AtomicReference<List<Future<Answer>>> asked = new AtomicReference<>(List.of());
        RoomQuestions questions = new RoomQuestions(vertx);
        vertx.getOrCreateContext().runOnContext(turn -> {
            List<Future<Answer>> all = new ArrayList<>();
            for (int i = 0; i < 1_001; i++) {
                all.add(questions.ask(new RoomQuestion("ann", "r" + i)));
            }
            asked.set(all);
        });
        Awaitility.await().until(() -> waiting.size() == 1_000);
        Future<Answer> last = asked.get().get(1_000);
        assertThat(last.cause())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        waiting.forEach(question -> question.reply(new JsonObject().put("allowed", true)));
        Awaitility.await().until(() -> asked.get().subList(0, 1_000).stream().allMatch(Future::isComplete));
        assertThat(asked.get().subList(0, 1_000)).allMatch(answer -> answer.result() == Answer.YES);
        assertThat(questions.open()).isZero();
    }
}
