package io.quotewire.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
    @Test
    void numbersKeepEveryDigit() throws Exception {
        assertThat(StrictJson.parse("[1, 3000000000, 99999999999999999999, 0.10, 1e2]"))
                .isEqualTo(new JsonArray()
                        .add(1)
                        .add(3_000_000_000L)
                        .add(new BigInteger("99999999999999999999"))
                        .add(new BigDecimal("0.10"))
                        .add(new BigDecimal("1e2")));
    }

    @Test
    void objectsKeepTheirOrderAndTheirNulls() throws Exception {
        JsonObject read = (JsonObject) StrictJson.parse("{\"b\": null, \"a\": {\"c\": [true, false, \"x\"]}}");

        assertThat(read).isNotNull();
        assertThat(read.fieldNames()).containsExactly("b", "a");
        assertThat(read.encode()).isEqualTo("{\"b\":null,\"a\":{\"c\":[true,false,\"x\"]}}");
    }

    @Test
    void anErrorSaysWhereItStands() {
        assertThatThrownBy(() -> StrictJson.parse("{\n \"a\": 1,\n \"a\": 2\n}"))
                .isInstanceOfSatisfying(MalformedJsonException.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.getMessage()).contains("Duplicate field 'a'");
                });
        assertThatThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xff, '"'}))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefusedWhereADepthIsGiven() throws Exception {
        assertThat(StrictJson.parse("[[1], {\"a\": []}]", 3)).isNotNull();
        assertThatThrownBy(() -> StrictJson.parse("[[1], {\"a\": []}]", 2))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("nested too deeply");
    }
}
