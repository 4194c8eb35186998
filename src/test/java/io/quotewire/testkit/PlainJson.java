package io.quotewire.testkit;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * JSON in tests as in the packaged program: Vert.x would bind with jackson-databind where it finds it, and the tests' validator
 * brings it.
 */
public final class PlainJson implements JsonFactory {
    @Override
    public JsonCodec codec() {
        return new JacksonCodec();
    }
}
