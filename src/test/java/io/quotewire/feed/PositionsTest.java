package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.quality.Quotes;
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

    /** One that is numbered among the symbol's trades. */
    private static MarketEvent trade(String symbol, long sequence) {
        MarketEvent event = event(MarketEvent.Kind.TRADE, symbol, sequence);
        event.tradeId = sequence;
        return event;
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
    void aTradeDoesNotCoverTheTickerThatTellsOfItUnderTheSameNumber() {
        positions.note(trade("A-B", 5));
        assertThat(positions.cover(event(MarketEvent.Kind.TRADE, "A-B", 5))).isFalse();

        positions.note(event(MarketEvent.Kind.TRADE, "A-B", 6));
        assertThat(positions.cover(event(MarketEvent.Kind.TRADE, "A-B", 5))).isTrue();
        assertThat(positions.cover(trade("A-B", 6))).isFalse();
    }

    @Test
    void namesWithoutEndAreNotKept() {
        for (int i = 0; i < Quotes.MAX_SYMBOLS + 10; i++) {
            positions.note(trade("S" + i + "-X", 1));
        }
        assertThat(positions.toJson().size()).isEqualTo(Quotes.MAX_SYMBOLS);
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
