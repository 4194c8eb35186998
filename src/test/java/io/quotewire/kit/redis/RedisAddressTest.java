package io.quotewire.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisAddressTest {
    private static RedisOptions options(String text, int attempt) {
        return RedisAddress.parse(text).orElseThrow().options(1_000, attempt);
    }

    @Test
    void oneServerIsTakenAsItStands() {
        RedisOptions options = options("redis://me:se%40cret@host:7000/3", 0);

        assertThat(options.getType()).isEqualTo(RedisClientType.STANDALONE);
        assertThat(options.getEndpoint()).isEqualTo("redis://me:se%40cret@host:7000/3");
        assertThat(options("rediss://host", 0).getNetClientOptions().isSsl()).isTrue();
    }

    @Test
    void sentinelsTakeTurnsAndShareUserAndPassword() {
        String text = "redis+sentinel://:word@a:1,b:2/quotes/3";

        assertThat(options(text, 0).getType()).isEqualTo(RedisClientType.SENTINEL);
        assertThat(options(text, 0).getMasterName()).isEqualTo("quotes");
        assertThat(options(text, 0).getEndpoints()).containsExactly("redis://:word@a:1/3", "redis://:word@b:2/3");
        assertThat(options(text, 1).getEndpoints()).containsExactly("redis://:word@b:2/3", "redis://:word@a:1/3");
    }

    @Test
    void aClusterIsKnownAsOne() {
        assertThat(RedisAddress.parse("rediss+cluster://a:1,[::1]:2")).hasValueSatisfying(address -> {
            assertThat(address.isCluster()).isTrue();
            assertThat(address.options(1_000, 0).getEndpoints()).containsExactly("rediss://a:1", "rediss://[::1]:2");
        });
    }

    @Test
    void whatItSaysOfItselfHasNoPassword() {
        assertThat(RedisAddress.parse("redis+sentinel://me:secret@a:1,b:2/quotes")
                        .orElseThrow())
                .hasToString("sentinel a:1,b:2");
        assertThat(RedisAddress.parse("redis://me:secret@a:1/5").orElseThrow()).hasToString("a:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "redis",
                "redis:",
                "redis://",
                "redis:///0",
                "redis://a:1,b:2",
                "redis://a:port",
                "redis://a/name",
                "redis://a?db=1",
                "redis://me@you:secret@a",
                "redis+sentinel://a:1",
                "redis+sentinel://a:1,/quotes",
                "redis+cluster://a:1/0",
                "redis+other://a",
                "http://a",
                "redis://a b"
            })
    void anythingElseIsNone(String text) {
        assertThat(RedisAddress.parse(text)).isEmpty();
    }
}
