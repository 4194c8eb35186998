package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.BridgeRights;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.Tick;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ticks of other services. */
class FeedIngestTest {
    private final FeedHarness node = new FeedHarness();

    @BeforeEach
    void deploy() {
        node.deploy(new JsonObject()
                .put(
                        "desk",
                        new JsonObject()
                                .put("type", "bus")
                                .put("symbols", new JsonArray().add("A-B").add("C-D"))));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private JsonObject send(Object body) {
        return FeedHarness.await(node.request(Address.FEED_INGEST.text(), body)).body();
    }

    private static JsonObject tick(String symbol, String price) {
        return new JsonObject().put("symbol", symbol).put("price", price);
    }

    @Test
    void oneTickIsTakenWithAllThatItSays() {
        JsonObject tick = tick("A-B", "1.50")
                .put("bid", "1.4")
                .put("ask", "1.6")
                .put("size", "3")
                .put("side", "buy")
                .put("volume", "100")
                .put("change", "-0.5")
                .put("changePercent", "-25.0")
                .put("time", "2026-01-01T00:00:00Z");
        assertThat(send(tick)).isEqualTo(new JsonObject("{\"taken\":1,\"refused\":[]}"));
        await().until(() -> !node.ticks().isEmpty());

        JsonObject taken = node.ticks().get(0).toJson();
        taken.remove("ts");
        assertThat(taken).isEqualTo(tick.put("source", "desk"));
    }

    @Test
    void ofAListWhatIsWrongIsNamedAndTheRestTaken() {
        JsonObject answer = send(new JsonArray()
                .add(tick("A-B", "1"))
                .add(tick("X-Y", "1"))
                .add(7)
                .add(tick("C-D", "2")));
        assertThat(answer.getInteger("taken")).isEqualTo(2);
        assertThat(answer.getJsonArray("refused"))
                .isEqualTo(new JsonArray("[{\"index\":1,\"field\":\"symbol\",\"message\":\"is none of this feed's\"},"
                        + "{\"index\":2,\"field\":\"\",\"message\":\"must be an object\"}]"));
        await().until(() -> node.ticks().size() == 2);
        assertThat(node.ticks()).extracting(Tick::symbol).containsExactly("A-B", "C-D");
        JsonObject figures =
                node.status().getJsonObject("figures").getJsonObject("feeds").getJsonObject("desk");
        assertThat(figures.getLong("messages")).isEqualTo(4);
        assertThat(figures.getJsonObject("skipped"))
                .isEqualTo(new JsonObject().put("bad_symbol", 1L).put("malformed", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | symbol",
                "{'symbol':7,'price':'1'} | symbol",
                "{'symbol':'A-B'} | price",
                "{'symbol':'A-B','price':1.5} | price",
                "{'symbol':'A-B','price':'0.00'} | price",
                "{'symbol':'A-B','price':'-1'} | price",
                "{'symbol':'A-B','price':'NaN'} | price",
                "{'symbol':'A-B','price':'1e5'} | price",
                "{'symbol':'A-B','price':''} | price",
                "{'symbol':'A-B','bid':'x'} | bid",
                "{'symbol':'A-B','price':'1','size':'-1'} | size",
                "{'symbol':'A-B','price':'1','change':'+1'} | change",
                "{'symbol':'A-B','price':'1','side':'long'} | side",
                "{'symbol':'A-B','price':'1','time':'a b'} | time",
                "{'symbol':'A-B','price':'1','seq':-1} | seq",
                "{'symbol':'A-B','price':'1','seq':'1'} | seq"
            })
    void aTickThatIsWrongIsRefusedByItsField(String body, String field) {
        JsonObject answer = send(new JsonObject(body.replace('\'', '"')));

        assertThat(answer.getInteger("taken")).isZero();
        assertThat(answer.getJsonArray("refused").getJsonObject(0).getString("field"))
                .isEqualTo(field);
        assertThat(node.ticks()).isEmpty();
    }

    @Test
    void aQuoteAloneIsEnoughAndALateNumberIsLeftOut() {
        send(new JsonObject().put("symbol", "A-B").put("bid", "1"));
        send(tick("A-B", "2").put("seq", 5));
        send(tick("A-B", "3").put("seq", 4));
        send(tick("A-B", "4").put("seq", 6));
        await().until(() -> node.ticks().size() == 3);

        assertThat(node.ticks()).extracting(Tick::price).containsExactly(null, "2", "4");
    }

    @Test
    void whatIsNoTickAndNoListIsRefusedAsAWhole() {
        JsonArray long1001 = new JsonArray();
        IntStream.range(0, 1_001).forEach(i -> long1001.add(tick("A-B", "1")));
        for (Object body : new Object[] {"text", 7, null, long1001}) {
            assertThat(FailureCode.of(FeedHarness.failure(node.request(Address.FEED_INGEST.text(), body))))
                    .contains(FailureCode.BAD_MESSAGE);
        }
        assertThat(node.ticks()).isEmpty();
    }

    @Test
    void whenItStopsNobodyTakesTicks() {
        node.undeploy();

        assertThat(FailureCode.of(FeedHarness.failure(node.request(Address.FEED_INGEST.text(), tick("A-B", "1")))))
                .contains(FailureCode.TIMEOUT);
    }

    @Test
    void servicesMaySendTicksOverABridgeAndReadersMayNot() {
        assertThat(BridgeRights.services().maySend(Address.FEED_INGEST.text())).isTrue();
        assertThat(BridgeRights.administrators().maySend(Address.FEED_INGEST.text()))
                .isTrue();
        assertThat(BridgeRights.readers().maySend(Address.FEED_INGEST.text())).isFalse();
        assertThat(BridgeRights.services().maySend(Address.FEED_HANDOVER.text()))
                .isFalse();
    }
}
