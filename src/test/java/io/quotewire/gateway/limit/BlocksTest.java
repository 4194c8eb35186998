package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is kept out, by address and by network, and for how long. */
final class BlocksTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final Blocks blocks = new Blocks(nowMs::get);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7",
        "2001:DB8::/64, 2001:db8:0:0:0:0:0:0/64",
        "2001:db8:0:0:1:2:3:4/64, 2001:db8:0:0:0:0:0:0/64"
    })
    void anAddressAndANetworkOf64BitsAreWrittenInOneWay(String text, String target) {
        assertThat(Blocks.target(text)).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/64", "example.com", "192.0.2.0/64", "192.0.2.0/24", "::ffff:192.0.2.1/64", "2001:db8::/48"
            })
    void nothingElseCanBeKeptOut(String text) {
        assertThat(Blocks.target(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::7, true",
        "2001:db8:0:0:0:0:0:7, true",
        "2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::7, false",
        "192.0.2.1, false"
    })
    void aNetworkKeepsEverybodyInItOut(String ip, boolean out) {
        blocks.block("2001:db8:0:0:0:0:0:0/64", nowMs.get() + 500);
        assertThat(blocks.remainingMs(ip)).isEqualTo(out ? 500 : 0);
    }

    @Test
    void anAddressKeepsItsNeighboursInAndTheLongerOfTwoBlocksCounts() {
        blocks.block("2001:db8:0:0:0:0:0:7", nowMs.get() + 500);
        assertThat(blocks.remainingMs("2001:db8::7")).isEqualTo(500);
        assertThat(blocks.remainingMs("2001:db8::8")).isZero();
        blocks.block("2001:db8:0:0:0:0:0:0/64", nowMs.get() + 200);
        assertThat(blocks.remainingMs("2001:db8::7")).isEqualTo(500);
        assertThat(blocks.remainingMs("2001:db8::8")).isEqualTo(200);
    }

    @Test
    void aBlockEndsWithItsTimeOrWhenItIsLifted() {
        blocks.block("192.0.2.1", nowMs.get() + 500);
        nowMs.addAndGet(499);
        assertThat(blocks.remainingMs("192.0.2.1")).isEqualTo(1);
        nowMs.addAndGet(1);
        assertThat(blocks.remainingMs("192.0.2.1")).isZero();
        assertThat(blocks.isEmpty()).isFalse();
        blocks.lift("192.0.2.1");
        assertThat(blocks.isEmpty()).isTrue();
    }

    @Test
    void whoIsToComeInIsLetOutOfTheNetworksBlockToo() {
        assertThat(Blocks.around("192.0.2.1")).isEqualTo(List.of("192.0.2.1"));
        assertThat(Blocks.around("2001:db8:0:0:0:0:0:7"))
                .isEqualTo(List.of("2001:db8:0:0:0:0:0:7", "2001:db8:0:0:0:0:0:0/64"));
        assertThat(Blocks.around("2001:db8:0:0:0:0:0:0/64")).isEqualTo(List.of("2001:db8:0:0:0:0:0:0/64"));
    }
}
