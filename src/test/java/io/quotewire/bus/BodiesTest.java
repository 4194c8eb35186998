package io.quotewire.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BodiesTest {
    private static final TickTurn TURN = new TickTurn(List.of());

    @Test
    void whatIsNoObjectIsMalformed() {
        for (Object body : new Object[] {"{}", 7, true, new JsonArray(), TURN, null}) {
            assertThatThrownBy(() -> Bodies.json(FeedDemand::from).apply(body))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("body: must be an object");
        }
        assertThat(Bodies.json(FeedDemand::from).apply(new JsonObject())).isEqualTo(new FeedDemand(List.of()));
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        assertThatThrownBy(() -> Bodies.json(FeedDemand::from).apply(new JsonObject().put("symbols", 7)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("symbols");
    }

    @Test
    void whatIsOfAnotherTypeIsMalformed() {
        for (Object body : new Object[] {"x", new JsonObject(), null, new TickGroupless()}) {
            assertThatThrownBy(() -> Bodies.of(TickTurn.class).apply(body))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("body: must be one of [TickTurn]");
            assertThatThrownBy(
                            () -> Bodies.oneOf(TickTurn.class, TickBatch.class).apply(body))
                    .hasMessage("body: must be one of [TickTurn, TickBatch]");
        }
        assertThat(Bodies.of(TickTurn.class).apply(TURN)).isSameAs(TURN);
        assertThat(Bodies.oneOf(TickBatch.class, TickTurn.class).apply(TURN)).isSameAs(TURN);
    }

    private static final class TickGroupless {}
}
