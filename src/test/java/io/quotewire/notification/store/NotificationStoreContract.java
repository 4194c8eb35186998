package io.quotewire.notification.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationReceipt;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.quotewire.bus.Unrecovered;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
public abstract class NotificationStoreContract {
    protected static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
    protected static final int PER_USER = 10;
    protected static final HistoryLimits LIMITS = new HistoryLimits(PER_USER, Duration.ofDays(7));

    protected final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    protected NotificationStore store;

    /** Opens an empty store; called on the context that will use it. */
    protected abstract Future<NotificationStore> open(HistoryLimits limits);

    @BeforeEach
    void openStore() {
        store = call(() -> open(LIMITS));
    }

    @AfterEach
    void closeAll() {
        call(() -> store.close());
        vertx.close().await();
    }

    /** Calls the store on the context that it is confined to. */
    protected <T> T call(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                go -> Future.succeededFuture().compose(now -> task.get()).onComplete(promise));
        return promise.future().await();
    }

    protected static NotificationRequest request(String user, String title) {
        return request(user, title, null, null, false);
    }

    protected static NotificationRequest request(
            String user, String title, @Nullable String key, @Nullable Long ttlSeconds, boolean receipt) {
        JsonObject data = new JsonObject().put("order", 7);
        return new NotificationRequest(user, "fill", title, "some words", data, key, ttlSeconds, receipt);
    }

    protected StoredNotification append(String user, String title) {
        return append(request(user, title), NOON).notification();
    }

    protected Appended append(NotificationRequest request, Instant now) {
        return call(() -> store.append(request, now));
    }

    protected void append(String user, int from, int to) {
        LongStream.rangeClosed(from, to).forEach(i -> append(user, "n" + i));
    }

    protected NotificationHistory after(String user, @Nullable String epoch, @Nullable Long seq) {
        return history(new NotificationQuery(user, null, epoch, seq, null, null), NOON);
    }

    protected NotificationHistory ofDevice(String user, @Nullable String device) {
        return history(new NotificationQuery(user, device, null, null, null, null), NOON);
    }

    protected NotificationHistory history(NotificationQuery query, Instant now) {
        return call(() -> store.history(query, now));
    }

    protected Acknowledged ack(String user, @Nullable String device, long seq) {
        return call(() -> store.acknowledge(new NotificationAck(user, device, seq), NOON));
    }

    protected static List<Long> seqs(NotificationHistory history) {
        return history.messages().stream().map(StoredNotification::seq).toList();
    }

    @Test
    void whatWasAppendedIsGivenOutAsItWas() {
        StoredNotification stored = append("ann", "50% off, 100%25 \uD83D\uDE80 \u0000 end");

        assertThat(stored.seq()).isEqualTo(1);
        assertThat(stored.createdAt()).isEqualTo("2026-11-20T12:00:00.123Z");
        assertThat(stored.data()).isEqualTo(new JsonObject().put("order", 7));
        assertThat(stored.read()).isFalse();
        NotificationHistory history = after("ann", null, 0L);
        assertThat(history.messages()).containsExactly(stored);
        assertThat(history.epoch()).isEqualTo(stored.epoch());
        assertThat(history.seq()).isEqualTo(1);
        assertThat(history.recovered()).isTrue();
    }

    @Test
    void seqRisesByOneForEachUserByItself() {
        append("ann", 1, 3);
        append("bob", 1, 2);
        append("ann", 4, 4);

        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(seqs(after("bob", null, 0L))).containsExactly(1L, 2L);
        assertThat(seqs(after("nobody", null, 0L))).isEmpty();
    }

    @Test
    void callsThatDoNotWaitForEachOtherKeepTheirOrder() {
        List<Long> completed = new ArrayList<>();
        call(() -> {
            List<Future<Appended>> all = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                String user = i % 2 == 0 ? "ann" : "bob";
                Future<Appended> appended = store.append(request(user, "n" + i), NOON);
                all.add(appended);
                if (user.equals("ann")) {
                    appended.onSuccess(done -> completed.add(done.notification().seq()));
                }
            }
            return Future.all(all);
        });

        assertThat(completed).isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(after("ann", null, 0L).messages())
                .extracting(StoredNotification::title)
                .containsExactly("n82", "n84", "n86", "n88", "n90", "n92", "n94", "n96", "n98", "n100");
    }

    @Test
    void idsAreUnique() {
        append("ann", 1, 5);
        append("bob", 1, 5);

        List<StoredNotification> all = new ArrayList<>(after("ann", null, 0L).messages());
        all.addAll(after("bob", null, 0L).messages());
        assertThat(all)
                .extracting(StoredNotification::id)
                .doesNotHaveDuplicates()
                .hasSize(10);
    }

    @Test
    void historyIsWhatComesAfterThePosition() {
        append("ann", 1, 5);
        String epoch = after("ann", null, 0L).epoch();

        assertThat(seqs(after("ann", epoch, 3L))).containsExactly(4L, 5L);
        assertThat(after("ann", epoch, 3L).recovered()).isTrue();
        assertThat(seqs(after("ann", epoch, 5L))).isEmpty();
        assertThat(after("ann", epoch, 5L).recovered()).isTrue();
    }

    @Test
    void aPositionOfAnotherEpochOrTheFutureGetsEverythingAndIsNotRecovered() {
        append("ann", 1, 3);

        for (NotificationHistory history : List.of(after("ann", "other", 2L), after("ann", null, 99L))) {
            assertThat(seqs(history)).containsExactly(1L, 2L, 3L);
            assertThat(history.recovered()).isFalse();
            assertThat(history.seq()).isEqualTo(3);
        }
    }

    @Test
    void theNewestAreKeptUpToTheLimitAndNumberingGoesOn() {
        append("ann", 1, PER_USER + 5);

        NotificationHistory history = after("ann", null, 0L);
        assertThat(seqs(history)).hasSize(PER_USER).startsWith(6L).endsWith(15L);
        assertThat(history.recovered()).isFalse();
        assertThat(after("ann", null, 5L).recovered()).isTrue();
        assertThat(after("ann", null, 4L).recovered()).isFalse();
    }

    @Test
    void whatCannotBeRecoveredSaysWhy() {
        append("ann", 1, 3);
        String epoch = after("ann", null, 0L).epoch();
        assertThat(after("ann", epoch, 1L).reason()).isNull();
        assertThat(after("ann", "other", 1L).reason()).isEqualTo(Unrecovered.EPOCH);
        assertThat(after("ann", "other", 99L).reason()).isEqualTo(Unrecovered.EPOCH);
        assertThat(after("ann", epoch, 4L).reason()).isEqualTo(Unrecovered.AHEAD);
        assertThat(after("nobody", epoch, 4L).recovered()).isFalse();

        ack("ann", "phone", 1);
        append("ann", 4, PER_USER + 3);

        assertThat(after("ann", epoch, 2L).reason()).isEqualTo(Unrecovered.EXPIRED);
        assertThat(ofDevice("ann", "phone").reason()).isEqualTo(Unrecovered.EXPIRED);
        Instant later = NOON.plus(Duration.ofDays(7)).plusMillis(1);
        assertThat(history(NotificationQuery.after("ann", epoch, 5, 100), later).reason())
                .isEqualTo(Unrecovered.EXPIRED);
        NotificationHistory cutOff = history(NotificationQuery.newest("ann", 2), NOON);
        assertThat(cutOff.recovered()).isFalse();
    }

    @Test
    void theLimitOfAQuestionGivesTheNewest() {
        append("ann", 1, 5);

        NotificationHistory history = history(new NotificationQuery("ann", null, null, 0L, 2L, null), NOON);

        assertThat(seqs(history)).containsExactly(4L, 5L);
        assertThat(history.recovered()).isFalse();
        assertThat(history(new NotificationQuery("ann", null, null, 0L, Long.MAX_VALUE, null), NOON)
                        .recovered())
                .isTrue();
    }

    @Test
    void whatIsTooOldIsNotGivenOutAndNumberingGoesOn() {
        append("ann", 1, 3);
        Instant later = NOON.plus(Duration.ofDays(7)).plusMillis(1);

        NotificationHistory history = history(new NotificationQuery("ann", null, null, 0L, null, null), later);
        assertThat(history.messages()).isEmpty();
        assertThat(history.recovered()).isFalse();
        call(() -> store.tidy(later));
        assertThat(append(request("ann", "new"), later).notification().seq()).isEqualTo(4);
    }

    @Test
    void whatHasOutlivedItsTimeIsLeftOutAndThatIsNoLoss() {
        append(request("ann", "short", null, 60L, false), NOON);
        append("ann", "long");

        Instant later = NOON.plusSeconds(60);
        NotificationHistory history = history(new NotificationQuery("ann", null, null, 0L, null, null), later);

        assertThat(history.messages()).extracting(StoredNotification::title).containsExactly("long");
        assertThat(history.recovered()).isTrue();
        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L, 2L);
    }

    @Test
    void hugeTimesToLiveAreNoProblem() {
        append(request("ann", "for ever", null, Long.MAX_VALUE, false), NOON);

        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L);
    }

    @Test
    void theSameIdempotencyKeyGivesTheFirstAnswerAgain() {
        Appended first = append(request("ann", "one", "k1", null, false), NOON);
        Appended again = append(request("ann", "two", "k1", null, false), NOON.plusSeconds(5));
        Appended other = append(request("bob", "three", "k1", null, false), NOON);

        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.notification()).isEqualTo(first.notification());
        assertThat(other.repeated()).isFalse();
        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L);
    }

    @Test
    void twoAtOnceWithOneKeyAreStoredOnce() {
        List<Appended> both = call(() -> Future.all(
                        store.append(request("ann", "one", "k", null, false), NOON),
                        store.append(request("ann", "one", "k", null, false), NOON))
                .map(all -> List.<Appended>of(all.resultAt(0), all.resultAt(1))));

        assertThat(both).extracting(Appended::repeated).containsExactly(false, true);
        assertThat(seqs(after("ann", null, 0L))).containsExactly(1L);
    }

    @Test
    void aKeyIsFreeAgainWhenItsNotificationIsForgotten() {
        append(request("ann", "one", "k1", null, false), NOON);
        append("ann", 1, PER_USER);

        assertThat(append(request("ann", "one", "k1", null, false), NOON).repeated())
                .isFalse();
    }

    @Test
    void aDeviceGetsWhatCameAfterItsLastAcknowledgement() {
        append("ann", 1, 5);

        assertThat(ack("ann", "phone", 3).seq()).isEqualTo(3);

        assertThat(seqs(ofDevice("ann", "phone"))).containsExactly(4L, 5L);
        assertThat(ofDevice("ann", "phone").recovered()).isTrue();
        assertThat(seqs(ofDevice("ann", "tablet"))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(seqs(ofDevice("ann", null))).containsExactly(1L, 2L, 3L, 4L, 5L);
        ack("ann", null, 4);
        assertThat(seqs(ofDevice("ann", null))).containsExactly(5L);
    }

    @Test
    void theAskedPositionWinsOverTheDevice() {
        append("ann", 1, 5);
        ack("ann", "phone", 3);

        NotificationHistory history = history(new NotificationQuery("ann", "phone", null, 1L, null, null), NOON);

        assertThat(seqs(history)).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void aPositionMovesNeitherBackNorBeyondWhatWasGivenOut() {
        append("ann", 1, 3);

        assertThat(ack("ann", "phone", 2).seq()).isEqualTo(2);
        assertThat(ack("ann", "phone", 1).seq()).isEqualTo(2);
        assertThat(ack("ann", "phone", 1_000).seq()).isEqualTo(3);
        append("ann", 4, 4);
        assertThat(seqs(ofDevice("ann", "phone"))).containsExactly(4L);
        assertThat(ack("nobody", "phone", 5).seq()).isZero();
    }

    @Test
    void aDeviceThatMissedForgottenOnesIsNotRecovered() {
        append("ann", 1, 3);
        ack("ann", "phone", 1);
        append("ann", 4, PER_USER + 3);

        NotificationHistory history = ofDevice("ann", "phone");

        assertThat(seqs(history)).hasSize(PER_USER).startsWith(4L);
        assertThat(history.recovered()).isFalse();
    }

    @Test
    void aReceiptComesWithTheFirstAcknowledgementOnly() {
        append("ann", "plain");
        StoredNotification asked =
                append(request("ann", "asked", null, null, true), NOON).notification();
        append(request("ann", "later", null, null, true), NOON);

        assertThat(ack("ann", "phone", 2).receipts())
                .containsExactly(new NotificationReceipt(asked.id(), "ann", "phone", "2026-11-20T12:00:00.123Z"));
        assertThat(ack("ann", "phone", 2).receipts()).isEmpty();
        assertThat(ack("ann", "tablet", 2).receipts()).isEmpty();
        assertThat(ack("ann", null, 3).receipts())
                .extracting(NotificationReceipt::device)
                .containsExactly((String) null);
    }

    @Test
    void onlyTheLastHundredDevicesAreRemembered() {
        append("ann", 1, 2);
        for (int i = 0; i <= Ledger.MAX_DEVICES + 5; i++) {
            String device = "device" + i;
            Instant when = NOON.plusSeconds(i);
            call(() -> store.acknowledge(new NotificationAck("ann", device, 2), when));
        }

        assertThat(seqs(ofDevice("ann", "device0"))).containsExactly(1L, 2L);
        assertThat(seqs(ofDevice("ann", "device" + Ledger.MAX_DEVICES))).isEmpty();
    }

    @Test
    void readIsRemembered() {
        StoredNotification stored = append("ann", "one");

        assertThat(call(() -> store.markRead(new NotificationRead("ann", stored.id()))))
                .isTrue();
        assertThat(call(() -> store.markRead(new NotificationRead("ann", stored.id()))))
                .isTrue();
        assertThat(after("ann", null, 0L).messages())
                .extracting(StoredNotification::read)
                .containsExactly(true);
    }

    @Test
    void onlyOnesOwnAndExistingNotificationsCanBeMarkedAsRead() {
        StoredNotification stored = append("ann", "one");
        append("bob", "one");

        for (String id : List.of("x", "", "-", "x-1", stored.id() + "0", "-1", "zzzzzzzzzzzzzzzzzzzz")) {
            assertThat(call(() -> store.markRead(new NotificationRead("ann", id))))
                    .isFalse();
        }
        assertThat(call(() -> store.markRead(new NotificationRead("bob", stored.id()))))
                .isFalse();
    }

    @Test
    void oddNamesDoNotReachIntoEachOther() {
        List<String> users =
                List.of("a", "a\u0000", "a\u0000b", "a\u0001", "a\u0002", "a\u0002\u0003", "ab", "\uD83D\uDE80");
        users.forEach(user -> append(user, "for " + user));
        ack("a", "\u0000b", 1);

        for (String user : users) {
            assertThat(after(user, null, 0L).messages())
                    .extracting(StoredNotification::title)
                    .containsExactly("for " + user);
        }
        assertThat(seqs(ofDevice("a\u0000b", null))).containsExactly(1L);
    }

    @Test
    void aStoreThatWorksIsHealthy() {
        assertThat(call(() -> store.health()).ok()).isTrue();
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        append("ann", 1, 7);

        NotificationHistory first = history(NotificationQuery.missedBy("ann", "phone", 3), NOON);
        NotificationHistory second = history(NotificationQuery.after("ann", first.epoch(), first.seq(), 3), NOON);
        NotificationHistory third = history(NotificationQuery.after("ann", first.epoch(), second.seq(), 3), NOON);

        assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
        assertThat(List.of(first.seq(), first.head())).containsExactly(3L, 7L);
        assertThat(first.recovered()).isTrue();
        assertThat(seqs(second)).containsExactly(4L, 5L, 6L);
        assertThat(seqs(third)).containsExactly(7L);
        assertThat(List.of(third.seq(), third.head())).containsExactly(7L, 7L);
        assertThat(history(NotificationQuery.after("ann", null, 7, 3), NOON).messages())
                .isEmpty();
    }

    @Test
    void aPageOfExpiredOnesLeadsOn() {
        for (int i = 1; i <= 4; i++) {
            append(request("ann", "n", null, 60L, false), NOON);
        }
        append("ann", 5, 5);
        Instant later = NOON.plusSeconds(61);

        NotificationHistory page = history(NotificationQuery.after("ann", null, 0, 2), later);

        assertThat(page.messages()).isEmpty();
        assertThat(page.seq()).isEqualTo(2);
        assertThat(page.head()).isEqualTo(5);
        assertThat(seqs(history(NotificationQuery.after("ann", null, 4, 2), later)))
                .containsExactly(5L);
    }

    @Test
    void aPageEndsBeforeItGetsLong() {
        String body = "x".repeat(HistoryPage.PAGE_CHARACTERS / 4);
        for (int i = 1; i <= 6; i++) {
            append(new NotificationRequest("ann", "fill", "n", body, new JsonObject(), null, null, false), NOON);
        }

        NotificationHistory page = history(NotificationQuery.after("ann", null, 0, 100), NOON);

        assertThat(seqs(page)).containsExactly(1L, 2L, 3L);
        assertThat(page.seq()).isEqualTo(3);
        assertThat(seqs(history(NotificationQuery.after("ann", null, 3, 100), NOON)))
                .containsExactly(4L, 5L, 6L);
    }

    @Test
    void headsTellHowFarEachUserHasCome() {
        append("ann", 1, 3);
        append("bob", 1, 1);

        NotificationHeads heads = call(() -> store.heads(new NotificationHeadsQuery(List.of("ann", "bob", "eve"))));

        for (Map.Entry<String, Long> expected :
                Map.of("ann", 3L, "bob", 1L, "eve", 0L).entrySet()) {
            NotificationHistory history = after(expected.getKey(), null, 0L);
            assertThat(heads.heads().get(expected.getKey()))
                    .isEqualTo(new NotificationHeads.Head(history.epoch(), expected.getValue()));
        }
    }

    /** Appends, acknowledgements, marks and questions as they come, and time that goes on meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensIsWhatTheModelSays(long seed) {
        Random random = new Random(seed);
        StoreModel model = new StoreModel(LIMITS);
        Map<Long, String> ids = new HashMap<>();
        Instant now = NOON;
        for (int step = 0; step < 250; step++) {
            now = now.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(400_000) : random.nextInt(100));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    NotificationRequest request = anyRequest(random, step);
                    StoredNotification stored = append(request, now).notification();
                    ids.put(stored.seq(), stored.id());
                    assertThat(stored.seq()).isEqualTo(model.append(request, now));
                }
                case 2 -> assertAcknowledged(model, ids, anyDevice(random), random.nextInt((int) model.last() + 3));
                case 3 -> {
                    long seq = 1 + random.nextInt((int) model.last() + 1);
                    String id = ids.getOrDefault(seq, "unknown-" + Long.toString(seq, 36));
                    assertThat(call(() -> store.markRead(new NotificationRead("ann", id))))
                            .isEqualTo(model.read(seq));
                }
                default -> assertAnswered(model, anyQuery(random, model), now);
            }
        }
        assertAnswered(model, new NotificationQuery("ann", null, null, 0L, null, null), now);
    }

    private static NotificationRequest anyRequest(Random random, int step) {
        return request(
                "ann",
                " n" + step + " ",
                random.nextBoolean() ? null : "k" + random.nextInt(6),
                random.nextInt(3) == 0 ? (Long) (1L + random.nextInt(300)) : null,
                random.nextBoolean());
    }

    private static @Nullable String anyDevice(Random random) {
        return random.nextInt(4) == 0 ? null : "device" + random.nextInt(3);
    }

    private static NotificationQuery anyQuery(Random random, StoreModel model) {
        boolean position = random.nextBoolean();
        boolean page = random.nextBoolean();
        return new NotificationQuery(
                "ann",
                anyDevice(random),
                position && random.nextInt(4) == 0 ? "another" : null,
                position ? (Long) (long) random.nextInt((int) model.last() + 3) : null,
                !page && random.nextBoolean() ? (Long) (1L + random.nextInt(8)) : null,
                page ? (Long) (1L + random.nextInt(8)) : null);
    }

    private void assertAcknowledged(StoreModel model, Map<Long, String> ids, @Nullable String device, long seq) {
        List<Long> expected = model.acknowledge(device, seq);

        Acknowledged acknowledged = ack("ann", device, seq);

        assertThat(acknowledged.seq()).isEqualTo(expected.get(0));
        assertThat(acknowledged.receipts())
                .extracting(NotificationReceipt::id)
                .isEqualTo(expected.stream().skip(1).map(ids::get).toList());
    }

    private void assertAnswered(StoreModel model, NotificationQuery query, Instant now) {
        NotificationHistory history = history(query, now);

        List<String> shown = history.messages().stream()
                .map(message -> message.seq() + message.title() + message.read())
                .toList();
        assertThat(new StoreModel.Answer(history.seq(), history.head(), history.recovered(), history.reason(), shown))
                .as(query.toString())
                .isEqualTo(model.history(query, query.epoch() == null, now));
    }
}
