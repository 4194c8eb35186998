package io.quotewire.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTest {
    private final Round round = new Round();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<Promise<Void>> answers = new ArrayList<>();

    private Future<Void> ask(List<String> some) {
        asked.add(some);
        Promise<Void> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    private void begin(int many) {
        round.begin(IntStream.range(0, many).mapToObj(String::valueOf).toList(), this::ask);
    }

    @Test
    void oneQuestionIsAskedAtATimeUntilAllWereAskedAbout() {
        begin(450);
        assertThat(asked).hasSize(1);
        answers.get(0).complete();
        assertThat(asked).hasSize(2);
        answers.get(1).fail("the store is away");
        assertThat(asked).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(asked.stream().flatMap(List::stream).distinct()).hasSize(450);
    }

    @Test
    void aRoundThatIsNotOverStandsForTheNext() {
        begin(300);
        begin(300);
        assertThat(asked).hasSize(1);
        answers.get(0).complete();
        answers.get(1).complete();
        begin(300);
        assertThat(asked).hasSize(3);
    }

    @Test
    void withNobodyNothingIsAsked() {
        begin(0);
        begin(1);
        assertThat(asked).containsExactly(List.of("0"));
    }
}
