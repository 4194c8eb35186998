package io.quotewire.feed.source.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.MessageJson;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recording. Not compared: the array is not copied.
 *
 * @param receivedMicros when it was received, epoch microseconds
 * @param message the message's bytes as the exchange sent them
 */
@SuppressWarnings("ArrayRecordComponent")
record RecordedMessage(long receivedMicros, byte[] message) {

    /** Reads a line; null if it is broken. */
    static @Nullable RecordedMessage of(byte[] line) {
        try (JsonParser json = MessageJson.open(line)) {
            return read(json, line);
        } catch (IOException broken) {
            return null;
        }
    }

    private static @Nullable RecordedMessage read(JsonParser json, byte[] line) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Long receivedMicros = null;
        byte @Nullable [] message = null;
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken token = json.nextToken();
            if (name.equals("t") && token == JsonToken.VALUE_NUMBER_INT) {
                receivedMicros = json.getLongValue();
            } else if (name.equals("m") && token.isStructStart()) {
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                message = Arrays.copyOfRange(
                        line, from, (int) json.currentLocation().getByteOffset());
            } else {
                json.skipChildren();
            }
            name = json.nextFieldName();
        }
        boolean complete = json.currentToken() == JsonToken.END_OBJECT && MessageJson.isAtEnd(json);
        return complete && receivedMicros != null && message != null
                ? new RecordedMessage(receivedMicros, message)
                : null;
    }
}
