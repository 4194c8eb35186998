package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.MarketEvent;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private final Positions positions = new Positions();

    private static MarketEvent event(MarketEvent.Kind kind, String symbol, long sequence) {
        MarketEvent event = new MarketEvent();
        event.kind = kind;
        event.symbol = symbol;
        event.sequence = sequence;
        return event;
    }

    private static MarketEvent trade(String symbol, long sequence) {
        return event(MarketEvent.Kind.TRADE, symbol, sequence);
    }

    @Test
    void whatWasNotedIsCoveredBySymbolAndKind() {
        positions.note(trade("A-B", 5));
        positions.note(trade("A-B", 3));
        positions.note(event(MarketEvent.Kind.QUOTE, "A-B", 9));
        Positions told = Positions.from(new JsonObject(positions.toJson().encode()));

        assertThat(told.cover(trade("A-B", 5))).isTrue();
        assertThat(told.cover(trade("A-B", 6))).isFalse();
        assertThat(told.cover(event(MarketEvent.Kind.QUOTE, "A-B", 9))).isTrue();
        assertThat(told.cover(event(MarketEvent.Kind.QUOTE, "A-B", 10))).isFalse();
        assertThat(told.cover(trade("C-D", 1))).isFalse();
    }

    @Test
    void whatIsNotNumberedIsNeverCovered() {
        positions.note(trade("A-B", MarketEvent.UNNUMBERED));

        assertThat(positions.isEmpty()).isTrue();
        assertThat(positions.cover(trade("A-B", MarketEvent.UNNUMBERED))).isFalse();
    }

    @Test
    void whatIsNotInTheRightFormIsLeftOut() {
        Positions told =
                Positions.from(new JsonObject("{\"A-B\":[1],\"C-D\":7,\"E-F\":[\"1\",2,3],\"G-H\":[4,-1,-1]}"));

        assertThat(told.cover(trade("A-B", 1))).isFalse();
        assertThat(told.cover(trade("G-H", 4))).isTrue();
    }
}
