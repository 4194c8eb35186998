package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a frame's head goes. */
final class FramesTest {
    private static final int FREE = 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000})
    void aFrameMadeInPlaceIsTheOneMadeOfThePayload(int length) {
        byte[] room = new byte[FREE + length];
        Arrays.fill(room, FREE, room.length, (byte) 'x');
        byte[] payload = Arrays.copyOfRange(room, FREE, room.length);

        byte[] frame = Frames.textInPlace(room, FREE);

        assertThat(frame).isEqualTo(Frames.text(payload));
        assertThat(frame == room).isEqualTo(length >= 126 && length <= 65_535);
    }
}
