package io.quotewire.gateway.transport.sockjs;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what clients send: messages in JSON. Stateless. */
final class Payload {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_FIELDS = 16;

    private Payload() {}

    /** A payload that is no good; the text is the answer. Has no stack trace. */
    static final class MalformedPayloadException extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedPayloadException(String text) {
            super(text, null, false, false);
        }

        private static MalformedPayloadException missing() {
            return new MalformedPayloadException("Payload expected.");
        }

        private static MalformedPayloadException broken() {
            return new MalformedPayloadException("Broken JSON encoding.");
        }
    }

    /** The messages of a body that is an array of strings. */
    static List<String> ofBody(Buffer body) throws MalformedPayloadException {
        return array(text(body));
    }

    /** The messages of a body that is a form with the array as field {@code d}, or else the array itself. */
    static List<String> ofForm(Buffer body, @Nullable String contentType) throws MalformedPayloadException {
        String text = text(body);
        return array(contentType != null && contentType.startsWith(FORM) ? field(text) : text);
    }

    /** The messages of a WebSocket's: an array of strings, one string, or nothing. */
    static List<String> ofWebSocket(byte[] utf8) throws MalformedPayloadException {
        if (utf8.length == 0) {
            return List.of();
        }
        String text = new String(utf8, StandardCharsets.UTF_8);
        return parse(text) instanceof String message ? List.of(message) : array(text);
    }

    static boolean anyLongerThan(int maxBytes, List<String> messages) {
        return messages.stream().anyMatch(message -> ByteBufUtil.utf8Bytes(message) > maxBytes);
    }

    private static List<String> array(String text) throws MalformedPayloadException {
        if (text.isEmpty()) {
            throw MalformedPayloadException.missing();
        }
        if (!(parse(text) instanceof JsonArray array)) {
            throw MalformedPayloadException.missing();
        }
        List<String> messages = new ArrayList<>(array.size());
        for (Object element : array) {
            if (!(element instanceof String message)) {
                throw MalformedPayloadException.missing();
            }
            messages.add(message);
        }
        return List.copyOf(messages);
    }

    private static @Nullable Object parse(String text) throws MalformedPayloadException {
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            throw MalformedPayloadException.broken();
        }
    }

    private static String field(String form) throws MalformedPayloadException {
        try {
            List<String> values = new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MAX_FIELDS)
                    .parameters()
                    .get("d");
            return values == null ? "" : values.get(0);
        } catch (IllegalArgumentException e) {
            throw MalformedPayloadException.broken();
        }
    }

    private static String text(Buffer body) throws MalformedPayloadException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedPayloadException.broken();
        }
    }
}
