package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.limit.Admission.Figures;
import io.quotewire.gateway.limit.Admission.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counts of a node, asked by two event loops. */
final class ReceptionTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context owner = context();
    private final Context one = context();
    private final Context other = context();

    private Context context() {
        return ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Admission admission(int perNode, int perIp, int perUser) {
        LimitOptions limits = new LimitOptions(perNode, perIp, perUser, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
        return new Admission(owner, limits, new UserSlots(perUser, Optional.empty()));
    }

    /** Asks on a context, and hands the answer out; fails if it came on another. */
    private static <T> T ask(Context context, Reception reception, Function<Reception, Future<T>> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(there -> question.apply(reception).onComplete(outcome -> {
            if (Vertx.currentContext() == context) {
                answer.handle(outcome);
            } else {
                answer.fail("on " + Vertx.currentContext());
            }
        }));
        return answer.future().await();
    }

    private static Verdict admit(Context context, Reception reception, String id, String ip) {
        return ask(context, reception, at -> at.admit(id, ip));
    }

    private boolean identify(Reception reception, String id, String user) {
        return ask(one, reception, at -> at.identify(id, user));
    }

    private Figures figures(Admission admission) {
        return admission.figures(one).await();
    }

    @Test
    void aNodeTakesAsManyAsItMayFromBothLoopsTogether() {
        Admission admission = admission(3, 0, 0);
        Reception first = new Reception(admission, one);
        Reception second = new Reception(admission, other);

        assertThat(admit(one, first, "a", "ip1")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(other, second, "b", "ip2")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(one, first, "c", "ip3")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(other, second, "d", "ip4")).isEqualTo(Verdict.NODE_FULL);
        assertThat(figures(admission)).isEqualTo(new Figures(3, 3, 0));
    }

    @Test
    void anAddressTakesAsManyAsItMay() {
        Admission admission = admission(0, 2, 0);
        Reception first = new Reception(admission, one);
        Reception second = new Reception(admission, other);

        assertThat(admit(one, first, "a", "ip")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(other, second, "b", "ip")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(one, first, "c", "ip")).isEqualTo(Verdict.IP_FULL);
        assertThat(admit(one, first, "d", "another")).isEqualTo(Verdict.ADMITTED);
        assertThat(figures(admission)).isEqualTo(new Figures(3, 2, 0));
    }

    @Test
    void whatIsAskedInOneTurnIsDoneInItsOrder() {
        Admission admission = admission(2, 0, 0);
        Reception reception = new Reception(admission, one);

        List<Verdict> verdicts = ask(one, reception, at -> {
            List<Future<Verdict>> asked = new ArrayList<>();
            asked.add(at.admit("a", "ip"));
            asked.add(at.admit("b", "ip"));
            asked.add(at.admit("c", "ip"));
            at.release("a");
            asked.add(at.admit("d", "ip"));
            return Future.all(asked)
                    .map(all -> asked.stream().map(Future::result).toList());
        });

        assertThat(verdicts).containsExactly(Verdict.ADMITTED, Verdict.ADMITTED, Verdict.NODE_FULL, Verdict.ADMITTED);
        assertThat(figures(admission)).isEqualTo(new Figures(2, 1, 0));
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Admission admission = admission(0, 0, 1);
        Reception reception = new Reception(admission, one);
        ask(one, reception, at -> at.admit("a", "ip"));
        ask(one, reception, at -> at.admit("b", "ip"));
        assertThat(identify(reception, "a", "u")).isTrue();
        assertThat(identify(reception, "b", "u")).isFalse();
        assertThat(identify(reception, "unknown", "v")).isFalse();

        ask(one, reception, at -> {
            at.release("a");
            at.release("a");
            at.release("unknown");
            return at.admit("c", "ip");
        });

        assertThat(figures(admission)).isEqualTo(new Figures(2, 1, 0));
        assertThat(identify(reception, "b", "u")).isTrue();
        assertThat(figures(admission)).isEqualTo(new Figures(2, 1, 1));
    }
}
