package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.BINARY;
import static io.quotewire.gateway.conformance.Wire.CLOSE;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.PING;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.utf8;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 5.2: lengths, masks, and frames however they are delivered. */
final class FramingCases {
    private static final int[] LENGTHS = {0, 1, 125, 126, 127, 128, 65_535, 65_536};
    private static final byte[] MASK = {1, 2, 3, 4};

    private FramingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int length : LENGTHS) {
            byte[] prose = Wire.prose(length);
            byte[] noise = Wire.noise(length);
            int piece = length < 1000 ? 1 : 997;
            cases.add(echo("text of " + length + " bytes", TEXT, prose));
            cases.add(echo("text of " + length + " bytes in pieces of " + piece, TEXT, prose)
                    .inPiecesOf(piece));
            cases.add(echo("binary of " + length + " bytes", BINARY, noise));
            cases.add(echo("binary of " + length + " bytes in pieces of " + piece, BINARY, noise)
                    .inPiecesOf(piece));
        }
        lengths(cases);
        masks(cases);
        cases.add(many());
        cases.add(many("a hundred messages in pieces of 7").inPiecesOf(7));
        return cases;
    }

    private static Case echo(String name, int opcode, byte[] payload) {
        return Case.of(name).sends(frame(FIN | opcode, payload)).gets(opcode, payload);
    }

    private static Case many() {
        return many("a hundred messages in one segment").inOnePiece();
    }

    private static Case many(String name) {
        Case many = Case.of(name);
        for (int i = 0; i < 100; i++) {
            String text = "message " + i;
            int opcode = i % 3 == 0 ? BINARY : TEXT;
            many.sends(frame(FIN | opcode, text)).gets(opcode, utf8(text));
        }
        return many;
    }

    /** The shortest form must be used, and the highest bit of the longest is 0. */
    private static void lengths(List<Case> cases) {
        for (int length : new int[] {0, 1, 125}) {
            byte[] payload = Wire.prose(length);
            cases.add(Case.of(length + " in two bytes")
                    .sends(frame(FIN | TEXT, new byte[] {126, 0, (byte) length}, payload, MASK))
                    .ends(1002));
            cases.add(Case.of(length + " in eight bytes")
                    .sends(frame(FIN | TEXT, Wire.long64(length), payload, MASK))
                    .ends(1002));
        }
        cases.add(Case.of("65535 in eight bytes")
                .sends(frame(FIN | BINARY, Wire.long64(65_535), Wire.noise(65_535), MASK))
                .ends(1002));
        cases.add(Case.of("a negative length")
                .sends(frame(FIN | BINARY, Wire.long64(-1), Wire.noise(16), MASK))
                .ends(1002));
        cases.add(Case.of("the smallest negative length")
                .sends(frame(FIN | BINARY, Wire.long64(Long.MIN_VALUE), Wire.noise(16), MASK))
                .ends(1002));
        cases.add(Case.of("the largest length there is")
                .sends(frame(FIN | BINARY, Wire.long64(Long.MAX_VALUE), Wire.noise(16), MASK))
                .ends(1009));
        cases.add(Case.of("a length just above 32 bits")
                .sends(frame(FIN | TEXT, Wire.long64(1L << 32), Wire.noise(16), MASK))
                .ends(1009));
    }

    private static void masks(List<Case> cases) {
        for (int opcode : new int[] {TEXT, BINARY, PING, CLOSE, Wire.PONG}) {
            cases.add(Case.of("opcode " + opcode + " unmasked")
                    .sends(Wire.text("before"), Wire.unmasked(FIN | opcode, Wire.status(1000, new byte[0])))
                    .sends(Wire.text("after"))
                    .getsText("before")
                    .ends(1002));
        }
        cases.add(Case.of("a continuation unmasked")
                .sends(frame(TEXT, "masked"), Wire.unmasked(FIN, utf8("not")))
                .ends(1002));
        cases.add(Case.of("an empty text unmasked")
                .sends(Wire.unmasked(FIN | TEXT, new byte[0]))
                .ends(1002));
        byte[][] masks = {{0, 0, 0, 0}, {-1, -1, -1, -1}, {0, 0, 0, 1}, {-128, 127, 0, -1}};
        for (byte[] mask : masks) {
            byte[] payload = Wire.noise(13);
            cases.add(Case.of("the mask " + java.util.HexFormat.of().formatHex(mask))
                    .sends(frame(FIN | BINARY, new byte[] {13}, payload, mask))
                    .gets(BINARY, payload));
        }
    }
}
