package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.limit.Admission.Answer;
import io.quotewire.gateway.limit.Admission.Figures;
import io.quotewire.gateway.limit.Admission.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counts of a node, asked by two event loops. */
final class ReceptionTest {
    private final AtomicLong nowMs = new AtomicLong(1_000);
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
        return admission(perNode, perIp, perUser, 0, 0);
    }

    private Admission admission(int perNode, int perIp, int perUser, int handshakes, int failures) {
        LimitOptions limits =
                new LimitOptions(perNode, perIp, perUser, handshakes, failures, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
        return new Admission(owner, limits, new UserSlots(perUser, Optional.empty()), nowMs::get);
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
        return ask(context, reception, at -> at.admit(id, ip, false).map(Answer::verdict));
    }

    private static Future<Verdict> come(Reception reception, String id) {
        return reception.admit(id, "ip", false).map(Answer::verdict);
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
            asked.add(come(at, "a"));
            asked.add(come(at, "b"));
            asked.add(come(at, "c"));
            at.release("a");
            asked.add(come(at, "d"));
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
        ask(one, reception, at -> come(at, "a"));
        ask(one, reception, at -> come(at, "b"));
        assertThat(identify(reception, "a", "u")).isTrue();
        assertThat(identify(reception, "b", "u")).isFalse();
        assertThat(identify(reception, "unknown", "v")).isFalse();

        ask(one, reception, at -> {
            at.release("a");
            at.release("a");
            at.release("unknown");
            return come(at, "c");
        });

        assertThat(figures(admission)).isEqualTo(new Figures(2, 1, 0));
        assertThat(identify(reception, "b", "u")).isTrue();
        assertThat(figures(admission)).isEqualTo(new Figures(2, 1, 1));
    }

    @Test
    void anAddressOpensAsManyASecondAsItMayOnBothLoopsTogether() {
        Admission admission = admission(0, 0, 0, 4, 0);
        Reception first = new Reception(admission, one);
        Reception second = new Reception(admission, other);

        for (int i = 0; i < 2; i++) {
            assertThat(admit(one, first, "a" + i, "ip")).isEqualTo(Verdict.ADMITTED);
            assertThat(admit(other, second, "b" + i, "ip")).isEqualTo(Verdict.ADMITTED);
        }
        Answer third = ask(one, first, at -> at.admit("c", "ip", false));
        assertThat(third).isEqualTo(new Answer(Verdict.HANDSHAKE_RATE, 250));
        assertThat(admit(other, second, "d", "ip")).isEqualTo(Verdict.HANDSHAKE_RATE);
        assertThat(admit(other, second, "e", "another")).isEqualTo(Verdict.ADMITTED);
        assertThat(figures(admission)).isEqualTo(new Figures(5, 2, 0));

        nowMs.addAndGet(250);
        assertThat(admit(one, first, "f", "ip")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(other, second, "g", "ip")).isEqualTo(Verdict.HANDSHAKE_RATE);
    }

    @Test
    void aHandshakeThatFindsNoPlaceCountsForTheRateToo() {
        Admission admission = admission(0, 1, 0, 2, 0);
        Reception reception = new Reception(admission, one);

        assertThat(admit(one, reception, "a", "ip")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(one, reception, "b", "ip")).isEqualTo(Verdict.IP_FULL);
        assertThat(admit(one, reception, "c", "ip")).isEqualTo(Verdict.HANDSHAKE_RATE);
    }

    @Test
    void theAddressesOfOneNetworkAreOne() {
        Admission admission = admission(0, 2, 0, 0, 1);
        Reception reception = new Reception(admission, one);

        assertThat(admit(one, reception, "a", "2001:db8::1")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(one, reception, "b", "2001:db8::2")).isEqualTo(Verdict.ADMITTED);
        assertThat(admit(one, reception, "c", "2001:db8::3:3:3:3")).isEqualTo(Verdict.IP_FULL);
        assertThat(admit(one, reception, "d", "2001:db8:0:1::1")).isEqualTo(Verdict.ADMITTED);
        fail(one, reception, "2001:db8::4");
        assertThat(mayShow(one, reception, "2001:db8::5").isYes()).isFalse();
        assertThat(mayShow(one, reception, "2001:db8:0:1::1").isYes()).isTrue();
    }

    @Test
    void whoHasShownTooManyBadCredentialsShowsNoMoreOnWhateverLoop() {
        Admission admission = admission(0, 0, 0, 0, 3);
        Reception first = new Reception(admission, one);
        Reception second = new Reception(admission, other);

        for (int i = 0; i < 3; i++) {
            assertThat(mayShow(other, second, "ip").isYes()).isTrue();
            fail(one, first, "ip");
        }
        assertThat(mayShow(other, second, "ip")).isEqualTo(new Answer(Verdict.AUTH_FAILURES, 20_000));
        assertThat(ask(one, first, at -> at.admit("a", "ip", true)).verdict()).isEqualTo(Verdict.AUTH_FAILURES);
        assertThat(ask(one, first, at -> at.admit("b", "ip", false)).verdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(mayShow(one, first, "another").isYes()).isTrue();
        assertThat(figures(admission)).isEqualTo(new Figures(1, 1, 0));

        nowMs.addAndGet(19_999);
        assertThat(mayShow(other, second, "ip")).isEqualTo(new Answer(Verdict.AUTH_FAILURES, 1));
        nowMs.addAndGet(1);
        assertThat(mayShow(other, second, "ip").isYes()).isTrue();
    }

    @Test
    void withoutThatLimitNobodyIsAsked() {
        Reception reception = new Reception(admission(0, 0, 0, 0, 0), one);

        for (int i = 0; i < 100; i++) {
            assertThat(reception.credentialRefused("ip").succeeded()).isTrue();
        }
        assertThat(reception.mayShowCredential("ip").result()).isEqualTo(Answer.YES);
    }

    private static Answer mayShow(Context context, Reception reception, String ip) {
        return ask(context, reception, at -> at.mayShowCredential(ip));
    }

    private static void fail(Context context, Reception reception, String ip) {
        ask(context, reception, at -> at.credentialRefused(ip));
    }
}
