package io.quotewire.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.SchemaCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema that is served and the checks that requests pass say the same, of thousands of messages. */
class ProtocolSchemaTest {
    private static final int ROUNDS = 400;
    private static final JsonObject DOCUMENT = ProtocolSchema.of(new JsonObject().put("burst", 20));
    private final SchemaCheck schema = new SchemaCheck(DOCUMENT);
    private final Random random = new Random(20_261_121);

    private static final JsonObject POSITION =
            new JsonObject().put("epoch", "e").put("seq", 7);

    /** Right values of each argument, the longest and largest among them. */
    private static final Map<String, List<Object>> RIGHT = Map.ofEntries(
            Map.entry("symbols", List.of(new JsonArray(), list(1000), new JsonArray().add("🚀".repeat(256)))),
            Map.entry("channels", List.of(new JsonArray().add("system").add("system"), list(1000))),
            Map.entry("mode", List.of("latest", "all")),
            Map.entry("maxRate", List.of(0.1, 100, 4, new BigDecimal("99.99"))),
            Map.entry("batch", List.of(true, false)),
            Map.entry("token", List.of("t", "t".repeat(8192))),
            Map.entry("apiKey", List.of("k", "k".repeat(8192))),
            Map.entry("ticket", List.of("q", "q".repeat(8192))),
            Map.entry("device", List.of("d", "🚀".repeat(64), "my phone")),
            Map.entry("prefix", List.of("", "BTC", "p".repeat(256))),
            Map.entry("symbol", List.of("BTC-USD", "s".repeat(256))),
            Map.entry("channel", List.of("notifications", "c".repeat(256))),
            Map.entry("seq", List.of(0, Long.MAX_VALUE, new BigDecimal("12.0"))),
            Map.entry("limit", List.of(1, 1000, new BigDecimal("1e2"))),
            Map.entry(
                    "data",
                    List.of(
                            new JsonObject(),
                            new JsonObject().put("text", "<b>").putNull("x"))),
            Map.entry("service", List.of("risk", "7", "a-b_c.D" + "x".repeat(57))),
            Map.entry("body", List.of(new JsonObject(), new JsonObject().put("deep", new JsonArray().add(1)))),
            Map.entry("idempotencyKey", List.of("k", "🚀".repeat(128))),
            Map.entry("excludeSelf", List.of(true, false)));

    /** Wrong ones, each just beyond what is allowed or of another kind. */
    private static final Map<String, List<Object>> WRONG = Map.ofEntries(
            Map.entry("symbols", List.of("BTC", list(1001), new JsonArray().add(1), new JsonArray().addNull(), 5)),
            Map.entry("channels", List.of(new JsonArray().add("c".repeat(257)), new JsonObject(), true)),
            Map.entry("mode", List.of("newest", "", "ALL", 1, new JsonArray())),
            Map.entry("maxRate", List.of(0, new BigDecimal("0.0999999999999999999999"), 101, -1, "4")),
            Map.entry("batch", List.of("true", 0, 1, new JsonObject())),
            Map.entry("token", List.of("", "t".repeat(8193), 7, new JsonObject())),
            Map.entry("apiKey", List.of("", "k".repeat(8193), false)),
            Map.entry("ticket", List.of("", "q".repeat(8193), new JsonArray())),
            Map.entry("device", List.of("", "d".repeat(65), "a\u0000b", "a\nb", "a\u0085b", 4)),
            Map.entry("prefix", List.of("p".repeat(257), 1, new JsonArray())),
            Map.entry("symbol", List.of("", "s".repeat(257), 1, true)),
            Map.entry("channel", List.of("", "c".repeat(257), 1, new JsonObject())),
            Map.entry("seq", List.of(-1, "1", new BigDecimal("1.5"), new BigInteger("9223372036854775808"), true)),
            Map.entry("limit", List.of(0, 1001, "1", new BigDecimal("1.5"))),
            Map.entry("data", List.of("text", 1, new JsonArray(), true)),
            Map.entry("service", List.of("", "-a", "a b", "a*", "s".repeat(65), "é", 1)),
            Map.entry("body", List.of("text", 1, new JsonArray(), false)),
            Map.entry("idempotencyKey", List.of("", "k".repeat(129), 1)),
            Map.entry("excludeSelf", List.of("true", 0, 1, new JsonArray())));

    private static final List<Object> RIGHT_SINCE = List.of(
            new JsonObject(),
            new JsonObject().put("notifications", POSITION).put("system", new JsonObject().put("seq", 0)),
            new JsonObject().put("c", new JsonObject().putNull("epoch").put("seq", 1)));
    private static final List<Object> WRONG_SINCE = List.of(
            "x",
            POSITION,
            new JsonObject().putNull("c"),
            new JsonObject().put("c".repeat(257), POSITION),
            new JsonObject().put("c", new JsonObject().put("epoch", "e")),
            new JsonObject().put("c", new JsonObject().put("seq", -1)),
            new JsonObject().put("c", new JsonObject().put("seq", 1).put("epoch", "e".repeat(257))));
    private static final List<Object> RIGHT_AFTER = List.of(POSITION, new JsonObject().put("seq", 0));
    private static final List<Object> WRONG_AFTER = List.of(
            new JsonObject(),
            1,
            new JsonObject().put("seq", "1"),
            new JsonObject().put("seq", 1).put("epoch", 5));

    private static JsonArray list(int size) {
        JsonArray list = new JsonArray();
        for (int i = 0; i < size; i++) {
            list.add("S" + i);
        }
        return list;
    }

    private Object right(MessageType type, String name) {
        return one(name.equals("since") ? (type == MessageType.HISTORY ? RIGHT_AFTER : RIGHT_SINCE) : RIGHT.get(name));
    }

    private Object wrong(MessageType type, String name) {
        return one(name.equals("since") ? (type == MessageType.HISTORY ? WRONG_AFTER : WRONG_SINCE) : WRONG.get(name));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A right message: arguments in {@code data} or beside it; where it has one twice, the one beside may be anything. */
    private JsonObject message(MessageType type) {
        JsonObject message = new JsonObject().put("type", one(type.names()));
        if (random.nextBoolean()) {
            message.put("id", one(List.of(1, "a", "🚀".repeat(64), Long.MIN_VALUE, new BigDecimal("3.0"))));
        }
        if (random.nextInt(4) == 0) {
            message.put("data", random.nextBoolean() ? new JsonObject() : null);
        }
        String needed = RequestForm.of(type).oneOf().isEmpty()
                ? ""
                : one(RequestForm.of(type).oneOf()).name();
        for (Argument<?> argument : RequestForm.of(type).arguments()) {
            if (argument.isRequired() || argument.name().equals(needed) || random.nextInt(3) == 0) {
                put(message, argument.name(), right(type, argument.name()));
            }
        }
        return message;
    }

    private void put(JsonObject message, String name, Object value) {
        if (!name.equals("data")
                && random.nextBoolean()
                && !(data(message) != null && data(message).containsKey(name))) {
            message.put(name, value);
        } else {
            if (data(message) == null) {
                message.put("data", new JsonObject());
            }
            data(message).put(name, value);
            if (!name.equals("data") && random.nextInt(5) == 0) {
                message.put(name, one(List.of(new JsonObject(), -5, "not looked at")));
            }
        }
    }

    private static JsonObject data(JsonObject message) {
        return message.getJsonObject("data");
    }

    private Refusal refusal(JsonObject message) {
        return RequestParser.parse(message.encode().getBytes(StandardCharsets.UTF_8))
                .refusal();
    }

    private void assertAccepted(JsonObject message) {
        Refusal refusal = refusal(message);
        assertThat(refusal).as(() -> shown(message)).isNull();
        assertThat(schema.problems("client", message.encode()))
                .as(() -> shown(message))
                .isEmpty();
    }

    private void assertRefused(JsonObject message, String field) {
        Refusal refusal = refusal(message);
        assertThat(refusal).as(() -> shown(message)).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
        assertThat(refusal.toJson().getJsonObject("details").getString("field"))
                .as(() -> shown(message))
                .startsWith(field);
        assertThat(schema.problems("client", message.encode()))
                .as(() -> shown(message))
                .isNotEmpty();
    }

    private static String shown(JsonObject message) {
        String text = message.encode();
        return text.length() < 600 ? text : text.substring(0, 600) + "…";
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void aRightMessageIsRightForBoth(MessageType type) {
        for (int round = 0; round < ROUNDS; round++) {
            assertAccepted(message(type));
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void aMessageWithOneWrongArgumentIsRefusedByNameByBoth(MessageType type) {
        for (int round = 0; round < ROUNDS && !RequestForm.of(type).arguments().isEmpty(); round++) {
            JsonObject message = message(type);
            String name = one(RequestForm.of(type).arguments()).name();
            message.remove(name.equals("data") ? "" : name);
            if (data(message) != null) {
                data(message).remove(name);
            }
            put(message, name, wrong(type, name));
            assertRefused(message, name);
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void whatIsRequiredIsRequiredByBoth(MessageType type) {
        List<Argument<?>> required = RequestForm.of(type).arguments().stream()
                .filter(Argument::isRequired)
                .toList();
        for (Argument<?> argument : required) {
            for (int round = 0; round < 20; round++) {
                JsonObject message = message(type);
                if (data(message) != null) {
                    data(message).remove(argument.name());
                }
                if (!argument.name().equals("data")) {
                    message.remove(argument.name());
                    if (random.nextBoolean()) {
                        message.putNull(argument.name());
                    }
                }
                assertRefused(message, argument.name());
            }
        }
        if (!RequestForm.of(type).oneOf().isEmpty()) {
            JsonObject message = new JsonObject().put("type", type.wireName());
            assertRefused(message, RequestForm.of(type).oneOf().get(0).name());
            message.put(
                    "data",
                    new JsonObject().putNull(RequestForm.of(type).oneOf().get(0).name()));
            message.put(
                    RequestForm.of(type).oneOf().get(0).name(),
                    right(type, RequestForm.of(type).oneOf().get(0).name()));
            assertRefused(message, RequestForm.of(type).oneOf().get(0).name());
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void whateverIsInTheEnvelopeBothSayTheSame(MessageType type) {
        List<Object> ids =
                List.of("a".repeat(65), true, new JsonArray(), new BigDecimal("1.5"), new BigInteger("1".repeat(30)));
        for (Object id : ids) {
            assertRefused(message(type).put("id", id), "id");
        }
        for (Object data : List.of("text", 1, new JsonArray(), false)) {
            JsonObject message = message(type);
            message.put("data", data);
            Refusal refusal = refusal(message);
            assertThat(refusal).isNotNull();
            assertThat(schema.problems("client", message.encode())).isNotEmpty();
        }
        assertAccepted(message(type).putNull("id").put("timestamp", "any").put("unknown", new JsonArray().add(1)));
    }

    @Test
    void whatNoMessageIsIsNoneForBoth() {
        for (Object type : new ArrayList<>(List.of("nope", "", "PING", 1, true, new JsonObject()))) {
            JsonObject message = new JsonObject().put("type", type);
            assertThat(refusal(message)).isNotNull();
            assertThat(schema.problems("client", message.encode())).isNotEmpty();
        }
        assertThat(refusal(new JsonObject())).isNotNull();
        assertThat(schema.problems("client", "{}")).isNotEmpty();
        assertThat(schema.problems("client", "[]")).isNotEmpty();
    }

    /** Of anything at all in the place of arguments; most of it is wrong, in more than one place. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void ofAnythingBothSayTheSame(MessageType type) {
        List<Object> any = new ArrayList<>();
        RIGHT.values().forEach(any::addAll);
        WRONG.values().forEach(any::addAll);
        any.addAll(RIGHT_SINCE);
        any.addAll(WRONG_SINCE);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject message = message(type);
            for (Argument<?> argument : RequestForm.of(type).arguments()) {
                if (random.nextInt(3) == 0) {
                    put(message, argument.name(), random.nextInt(6) == 0 ? right(type, argument.name()) : one(any));
                }
            }
            boolean fine = refusal(message) == null;
            accepted += fine ? 1 : 0;
            assertThat(schema.problems("client", message.encode()).isEmpty())
                    .as(() -> shown(message))
                    .isEqualTo(fine);
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void everyTypeAndEveryArgumentIsInTheDocument() {
        Set<String> names = new TreeSet<>();
        for (MessageType type : MessageType.values()) {
            assertThat(schema.defines("client." + type.wireName())).isTrue();
            RequestForm.of(type).arguments().forEach(argument -> names.add(argument.name()));
        }
        assertThat(Stream.concat(RIGHT.keySet().stream(), Stream.of("since")))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(DOCUMENT.getString("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(DOCUMENT.getJsonObject("limits").getInteger("burst")).isEqualTo(20);
    }
}
