package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
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

    @Test
    void framesAreFoundOneBehindTheOther() {
        ByteBuf frames = Unpooled.buffer().writeByte(0);
        int end = 0;
        for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
            frames.writeBytes(Frames.text(new byte[length]));
        }
        frames.skipBytes(1);
        for (int length : new int[] {2, 127, 130, 65_539, 65_546}) {
            assertThat(Frames.length(frames, end)).isEqualTo(length);
            assertThat(Frames.endAfter(frames, end)).isEqualTo(end);
            assertThat(Frames.endAfter(frames, end + 1)).isEqualTo(end + length);
            assertThat(Frames.wholeWithin(frames, end + length - 1)).isEqualTo(end);
            end += length;
        }
        assertThat(Frames.wholeWithin(frames, Integer.MAX_VALUE)).isEqualTo(end);
    }
}
