package io.quotewire.gateway.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One conversation with the echo endpoint: what a client sends, piece by piece without waiting, and what must come back.
 * Where the server is not to end it, the client says goodbye and sees that nothing else had come before the answer.
 */
final class Case {
    /** The client ends the conversation. */
    static final int OPEN = -1;

    /** The server's close frame is to have no status. */
    static final int NO_STATUS = 1005;

    /**
     * A frame that must come back.
     *
     * @param opcode its type
     * @param payload what it means, inflated
     */
    record Answer(int opcode, byte[] payload) {}

    private final String name;
    private final UnaryOperator<Case> script;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private int code = OPEN;
    private boolean plain = true;
    private boolean compressed = true;

    private Case(String name, UnaryOperator<Case> script) {
        this.name = name;
        this.script = script;
    }

    static Case of(String name) {
        return new Case(name, null);
    }

    /** One that is too large to be kept: written when it is run. */
    static Case later(String name, UnaryOperator<Case> script) {
        return new Case(name, script);
    }

    /** With all that is sent and must come back. */
    Case written() {
        return script == null ? this : script.apply(of(name));
    }

    /** Each array is one write. */
    Case sends(byte[]... more) {
        pieces.addAll(Arrays.asList(more));
        return this;
    }

    /** Everything so far, cut anew: so many bytes a write. */
    Case inPiecesOf(int bytes) {
        byte[] all = Wire.concat(pieces.toArray(new byte[0][]));
        pieces.clear();
        for (int at = 0; at < all.length; at += bytes) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + bytes)));
        }
        return this;
    }

    /** Everything so far in one write. */
    Case inOnePiece() {
        return inPiecesOf(Integer.MAX_VALUE / 2);
    }

    Case gets(int opcode, byte[] payload) {
        answers.add(new Answer(opcode, payload));
        return this;
    }

    Case getsText(String text) {
        return gets(Wire.TEXT, Wire.utf8(text));
    }

    Case getsPong(String payload) {
        return gets(Wire.PONG, Wire.utf8(payload));
    }

    /** The server closes with this code, and ends the connection. */
    Case ends(int closeCode) {
        code = closeCode;
        return this;
    }

    Case withoutCompressionOnly() {
        compressed = false;
        return this;
    }

    Case withCompressionOnly() {
        plain = false;
        return this;
    }

    String name() {
        return name;
    }

    List<byte[]> pieces() {
        return pieces;
    }

    List<Answer> answers() {
        return answers;
    }

    int code() {
        return code;
    }

    boolean runs(boolean compression) {
        return compression ? compressed : plain;
    }
}
