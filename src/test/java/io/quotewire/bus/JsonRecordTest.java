package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies that any service may send or read. */
final class JsonRecordTest {
    private static final String ODD = "50% off, 100%25 \uD83D\uDE80 \u0000 \"\\";
    private static final JsonObject DATA =
            new JsonObject().put("nested", new JsonObject().put("list", List.of(1, "2")));

    /**
     * A record with its two directions.
     *
     * @param message an example
     * @param json as a body
     * @param reader back again
     */
    record Example(Object message, JsonObject json, Function<JsonObject, Object> reader) {
        @Override
        public String toString() {
            return message.getClass().getSimpleName() + " " + json.encode();
        }
    }

    static List<Example> examples() {
        return List.of(
                example(new Alert("errors", "critical", "2026-11-20T12:00:00Z", ODD), Alert::toJson, Alert::from),
                example(
                        new AuditEvent(AuditAction.AUTH_FAILED, "2026-11-20T12:00:00Z", "n1", "c1", ODD, "::1", DATA),
                        AuditEvent::toJson,
                        AuditEvent::from),
                example(
                        new AuditEvent(AuditAction.ADMIN_ACTION, "t", "n1", null, null, null, new JsonObject()),
                        AuditEvent::toJson,
                        AuditEvent::from),
                example(
                        new ChannelMessage("room:1", "e-0", 7, "chat", DATA, false, null),
                        ChannelMessage::toJson,
                        ChannelMessage::from),
                example(
                        new ChannelMessage("room:1", "e-0", 7, "chat", DATA, true, ChannelExclusion.connection("c1")),
                        ChannelMessage::toJson,
                        ChannelMessage::from),
                example(new ChannelQuery("room:1", "e-0", 7L, 100), ChannelQuery::toJson, ChannelQuery::from),
                example(ChannelQuery.newest("room:1", 100), ChannelQuery::toJson, ChannelQuery::from),
                example(
                        new ChannelHistory(
                                "room:1",
                                new ChannelHead("e-0", 7, true),
                                7,
                                false,
                                Unrecovered.EXPIRED,
                                List.of(new ChannelMessage("room:1", "e-0", 7, "chat", DATA, true, null))),
                        ChannelHistory::toJson,
                        ChannelHistory::from),
                example(
                        new ChannelHistory("room:1", new ChannelHead(null, 0, false), 0, true, null, List.of()),
                        ChannelHistory::toJson,
                        ChannelHistory::from),
                example(
                        new ChannelHeads(Map.of("room:1", new ChannelHead("e-0", 7, true))),
                        ChannelHeads::toJson,
                        ChannelHeads::from),
                example(
                        new ChannelHeadsQuery(List.of("room:1", ODD)),
                        ChannelHeadsQuery::toJson,
                        ChannelHeadsQuery::from),
                example(
                        new ChannelPublication("room:1", "chat", DATA, "k1", new ChannelExclusion(null, ODD)),
                        ChannelPublication::toJson,
                        ChannelPublication::from),
                example(
                        new ChannelPublication("room:1", "chat", new JsonObject(), null, null),
                        ChannelPublication::toJson,
                        ChannelPublication::from),
                example(
                        new ControlCommand("ann", null, null, null, "root", "spam", 900L, null, null),
                        ControlCommand::toJson,
                        ControlCommand::from),
                example(
                        new ControlCommand(null, "jti", "c1", "::1", "root", "", null, ODD, null),
                        ControlCommand::toJson,
                        ControlCommand::from),
                example(
                        new CredentialQuestion("Bearer x", "k", "::1", "block"),
                        CredentialQuestion::toJson,
                        CredentialQuestion::from),
                example(
                        new CredentialQuestion(null, null, "::1", "block"),
                        CredentialQuestion::toJson,
                        CredentialQuestion::from),
                example(
                        new CredentialAnswer(ODD, UserRole.SUPER_ADMIN),
                        CredentialAnswer::toJson,
                        CredentialAnswer::from),
                example(
                        new ConnectionQuery("ann", "::1", "n1-0-1", "n1", "n0", "root", 7),
                        ConnectionQuery::toJson,
                        ConnectionQuery::from),
                example(
                        new ConnectionQuery(null, null, null, null, null, "root", 1_000),
                        ConnectionQuery::toJson,
                        ConnectionQuery::from),
                example(new ConnectionPage(List.of(), 0), ConnectionPage::toJson, ConnectionPage::from),
                example(
                        new ConnectionPage(
                                List.of(
                                        new ConnectionView(
                                                "c1", "n1", "trading", ODD, UserRole.VIEWER, "::1", "t", 1, 2, 3, 4),
                                        new ConnectionView(
                                                "c2", "n1", "price", null, UserRole.ANONYMOUS, "::1", "t", 0, 0, 0, 0)),
                                5),
                        ConnectionPage::toJson,
                        ConnectionPage::from),
                example(
                        new SanctionQuery(SanctionQuery.Kind.BLOCKS, ODD, "root", 5),
                        SanctionQuery::toJson,
                        SanctionQuery::from),
                example(
                        new SanctionQuery(SanctionQuery.Kind.REVOCATIONS, null, "root", 5),
                        SanctionQuery::toJson,
                        SanctionQuery::from),
                example(
                        new WatchEvent(WatchEvent.Kind.CLOSED, "t", "n1", "c1", null, DATA),
                        WatchEvent::toJson,
                        WatchEvent::from),
                example(
                        new WatchEvent(WatchEvent.Kind.REFUSED, "t", "n1", "c1", ODD, new JsonObject()),
                        WatchEvent::toJson,
                        WatchEvent::from),
                example(
                        new ControlOrder(
                                "7",
                                "n1",
                                ControlAction.REVOKE,
                                new ControlCommand(null, "jti", null, null, "root", ODD, 1L, null, null),
                                5L),
                        ControlOrder::toJson,
                        ControlOrder::from),
                example(new ControlOutcome("7", "n1", 3L), ControlOutcome::toJson, ControlOutcome::from),
                example(
                        new FeedStatus("p", "sim", "simulated", true, FeedState.POLLING, ODD, 5L, List.of("BTC-USD")),
                        FeedStatus::toJson,
                        FeedStatus::from),
                example(new NodePhase("n1", NodePhase.Phase.DRAINING), NodePhase::toJson, NodePhase::from),
                example(new NotificationAck("ann", "phone", 7), NotificationAck::toJson, NotificationAck::from),
                example(new NotificationAck("ann", null, 0), NotificationAck::toJson, NotificationAck::from),
                example(
                        new NotificationQuery("ann", "phone", "e1", 7L, 10L, 5L),
                        NotificationQuery::toJson,
                        NotificationQuery::from),
                example(
                        new NotificationQuery("ann", null, null, null, null, null),
                        NotificationQuery::toJson,
                        NotificationQuery::from),
                example(
                        new NotificationHeadsQuery(List.of("ann", ODD)),
                        NotificationHeadsQuery::toJson,
                        NotificationHeadsQuery::from),
                example(
                        new NotificationHeads(Map.of(
                                "ann", new NotificationHeads.Head("e1", 7), ODD, new NotificationHeads.Head("e2", 0))),
                        NotificationHeads::toJson,
                        NotificationHeads::from),
                example(new NotificationRead("ann", "id-1"), NotificationRead::toJson, NotificationRead::from),
                example(
                        new NotificationReceipt("id-1", "ann", "phone", "t"),
                        NotificationReceipt::toJson,
                        NotificationReceipt::from),
                example(
                        new NotificationReceipt("id-1", "ann", null, "t"),
                        NotificationReceipt::toJson,
                        NotificationReceipt::from),
                example(
                        new NotificationRequest(ODD, "fill", ODD, "", DATA, "k1", 60L, true),
                        NotificationRequest::toJson,
                        NotificationRequest::from),
                example(
                        new NotificationRequest("ann", "fill", "", "", new JsonObject(), null, null, false),
                        NotificationRequest::toJson,
                        NotificationRequest::from),
                example(stored(), StoredNotification::toJson, StoredNotification::from),
                example(
                        new NotificationHistory("e1", 9L, 11L, true, null, List.of(stored(), stored())),
                        NotificationHistory::toJson,
                        NotificationHistory::from),
                example(
                        new NotificationHistory("e1", 0L, 0L, false, Unrecovered.AHEAD, List.of()),
                        NotificationHistory::toJson,
                        NotificationHistory::from),
                example(new PresenceQuery("ann", null), PresenceQuery::toJson, PresenceQuery::from),
                example(new PresenceQuery(null, "room:1"), PresenceQuery::toJson, PresenceQuery::from),
                example(new PresenceCount("room:1", "ann", 2), PresenceCount::toJson, PresenceCount::from),
                example(new PresenceCount("room:1", null, 0), PresenceCount::toJson, PresenceCount::from),
                example(
                        new PresenceChanges("n1", 7, 1, List.of(new PresenceCount("room:1", ODD, 1))),
                        PresenceChanges::toJson,
                        PresenceChanges::from),
                example(
                        new PresenceDigest(PresenceDigest.Kind.HELLO, "n1", 7, "m1", 3, 2),
                        PresenceDigest::toJson,
                        PresenceDigest::from),
                example(
                        new PresenceStateQuery("q1", "room:1", "ann"),
                        PresenceStateQuery::toJson,
                        PresenceStateQuery::from),
                example(new PresenceStateQuery("q1", null, null), PresenceStateQuery::toJson, PresenceStateQuery::from),
                example(
                        new PresencePage("q1", "n1", 7, 3, List.of(new PresenceCount("room:1", null, 4)), true),
                        PresencePage::toJson,
                        PresencePage::from),
                example(new RoomQuestion("ann", "1"), RoomQuestion::toJson, RoomQuestion::from),
                example(new RpcRequest("ann", UserRole.TRADER, DATA), RpcRequest::toJson, RpcRequest::from),
                example(new StatusQuery(true, "feed"), StatusQuery::toJson, StatusQuery::from),
                example(new StatusQuery(false, null), StatusQuery::toJson, StatusQuery::from),
                example(new StoredPosition("id-1", Long.MAX_VALUE), StoredPosition::toJson, StoredPosition::from));
    }

    private static StoredNotification stored() {
        return new StoredNotification("ann", "e1", 3L, "id-3", "fill", ODD, "", DATA, "2026-11-20T12:00:00Z", true);
    }

    private static <T> Example example(T message, Function<T, JsonObject> writer, Function<JsonObject, T> reader) {
        return new Example(message, writer.apply(message), reader::apply);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aRecordComesBackAsItWas(Example example) {
        assertThat(example.reader().apply(new JsonObject(example.json().encode())))
                .isEqualTo(example.message());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFieldOfTheWrongTypeIsNamed(Example example) {
        for (Map.Entry<String, Object> field : example.json()) {
            Object wrong = field.getValue() instanceof Boolean ? "true" : Boolean.TRUE;
            JsonObject body = example.json().copy().put(field.getKey(), wrong);

            MalformedMessageException refusal = catchThrowableOfType(
                    MalformedMessageException.class, () -> example.reader().apply(body));

            assertThat(refusal).as(field.getKey()).isNotNull();
            assertThat(refusal.field()).isEqualTo(field.getKey());
            assertThat(refusal.getMessage()).startsWith(field.getKey() + ": ");
            assertThat(refusal.getStackTrace()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void unknownFieldsAreIgnored(Example example) {
        JsonObject body = example.json().copy().put("ofALaterVersion", 1);

        assertThat(example.reader().apply(body)).isEqualTo(example.message());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFieldThatIsMissingIsNamedOrHasADefault(Example example) {
        for (String field : example.json().fieldNames()) {
            JsonObject body = example.json().copy();
            body.remove(field);
            try {
                example.reader().apply(body);
            } catch (MalformedMessageException refusal) {
                assertThat(refusal.field()).isEqualTo(field);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | userId | is required, a string",
                "{\"userId\":\"\",\"seq\":1}                 | userId | is required, a string",
                "{\"userId\":\"ann\"}                        | seq    | is required, an integer",
                "{\"userId\":\"ann\",\"seq\":null}           | seq    | is required, an integer",
                "{\"userId\":\"ann\",\"seq\":1.0}            | seq    | must be an integer",
                "{\"userId\":\"ann\",\"seq\":1e400}          | seq    | must be an integer",
                "{\"userId\":\"ann\",\"seq\":99999999999999999999} | seq | must be an integer",
                "{\"userId\":\"ann\",\"seq\":1,\"device\":[]} | device | must be a string"
            })
    void theProblemSaysWhatIsAllowed(String body, String field, String problem) {
        assertThatThrownBy(() -> NotificationAck.from(new JsonObject(body))).hasMessage(field + ": " + problem);
    }

    @Test
    void aWrongItemOfAListIsNamedWithItsPlace() {
        JsonObject status = new FeedStatus("p", "f", "s", false, FeedState.CONNECTED, "r", 1, List.of("A-B")).toJson();
        status.put("symbols", status.getJsonArray("symbols").copy().add(5));
        assertThatThrownBy(() -> FeedStatus.from(status)).hasMessage("symbols[1]: must be a string");

        JsonObject history = new NotificationHistory("e", 1, 1, true, null, List.of(stored())).toJson();
        history.getJsonArray("messages").add("text");
        assertThatThrownBy(() -> NotificationHistory.from(history)).hasMessage("messages[1]: must be an object");
    }

    @Test
    void aWordThatIsNotOneOfAFewIsRefused() {
        assertThatThrownBy(
                        () -> NodePhase.from(new JsonObject().put("node", "n").put("phase", "ready")))
                .hasMessage("phase: must be one of [STARTING, READY, DRAINING]");
    }

    @Test
    void everyFailureCodeHasItsOwnNumberAndIsFoundByIt() {
        assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::number)).doesNotHaveDuplicates();
        for (FailureCode code : FailureCode.values()) {
            assertThat(FailureCode.of(code.toException("why"))).contains(code);
            assertThat(code.toException("why").getStackTrace()).isEmpty();
        }
        assertThat(FailureCode.of(new IllegalStateException())).isEmpty();
    }

    @Test
    void addressesAreDistinct() {
        assertThat(Arrays.stream(Address.values()).map(Address::text)).doesNotHaveDuplicates();
        assertThat(Address.quotes("BTC-USD")).isEqualTo("quotes.BTC-USD");
        assertThat(Address.rpc("risk")).isEqualTo("rpc.risk");
        assertThat(Address.verticleStatus(VerticleKind.FEED, "n1")).isEqualTo("status.feed.n1");
    }

    @Test
    void rolesAndKindsAreFoundByTheirNamesOnly() {
        assertThat(UserRole.of("SUPER_ADMIN")).contains(UserRole.SUPER_ADMIN);
        assertThat(UserRole.of("ANONYMOUS")).isEmpty();
        assertThat(UserRole.of("admin")).isEmpty();
        assertThat(VerticleKind.of("gateway")).contains(VerticleKind.GATEWAY);
        assertThat(VerticleKind.of("GATEWAY")).isEmpty();
    }

    @Test
    void aTickShowsOnlyWhatIsKnownInTheOrderOfTheContract() {
        Tick tick = new Tick("BTC-USD", 1, "coinbase", 5, "1.50", null, null, null, "1.49", "1.51", null, "buy", null);

        assertThat(tick.toJson().encode())
                .isEqualTo(
                        "{\"symbol\":\"BTC-USD\",\"price\":\"1.50\",\"bid\":\"1.49\",\"ask\":\"1.51\",\"side\":\"buy\","
                                + "\"source\":\"coinbase\",\"ts\":5}");
    }
}
