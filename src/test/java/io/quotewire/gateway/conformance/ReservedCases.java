package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.BINARY;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 5.2: bits and opcodes that mean nothing. With compression the first bit does, on first frames only. */
final class ReservedCases {
    private static final int[] OPCODES = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
    private static final String[] NAMES = {"continuation", "text", "binary", "", "", "", "", "", "close", "ping", "pong"
    };

    private ReservedCases() {}

    static List<Case> bits() {
        List<Case> cases = new ArrayList<>();
        for (int bits = 1; bits <= 7; bits++) {
            for (int opcode : new int[] {0, 1, 2, 8, 9, 10}) {
                cases.add(bits(bits, opcode));
            }
            boolean deflate = bits == 4;
            Case late = Case.of("bits " + bits + " on a text, byte by byte")
                    .sends(Wire.ping("first"), frame(FIN | bits << 4 | TEXT, "x"), Wire.ping("never"))
                    .inPiecesOf(1)
                    .getsPong("first")
                    .ends(1002);
            cases.add(deflate ? late.withoutCompressionOnly() : late);
        }
        return cases;
    }

    private static Case bits(int bits, int opcode) {
        byte[] payload = opcode == 8 ? Wire.status(1000, new byte[0]) : Wire.utf8("x");
        Case bad = Case.of("bits " + bits + " on a " + NAMES[opcode])
                .sends(Wire.text("before"))
                .getsText("before");
        if (opcode == 0) {
            bad.sends(frame(TEXT, "begun"));
        }
        bad.sends(frame(FIN | bits << 4 | opcode, payload), Wire.text("after"), Wire.ping("never"))
                .ends(1002);
        boolean deflate = bits == 4 && (opcode == TEXT || opcode == BINARY);
        return deflate ? bad.withoutCompressionOnly() : bad;
    }

    static List<Case> opcodes() {
        List<Case> cases = new ArrayList<>();
        for (int opcode : OPCODES) {
            cases.add(Case.of("opcode " + opcode)
                    .sends(Wire.text("before"), frame(FIN | opcode, "x"), Wire.text("after"), Wire.ping("never"))
                    .getsText("before")
                    .ends(1002));
            cases.add(Case.of("opcode " + opcode + " empty, byte by byte")
                    .sends(Wire.text("before"), frame(FIN | opcode, ""), Wire.ping("never"))
                    .inPiecesOf(1)
                    .getsText("before")
                    .ends(1002));
            cases.add(Case.of("opcode " + opcode + " without its end")
                    .sends(frame(opcode, "x"), frame(FIN, "y"))
                    .ends(1002));
            cases.add(Case.of("opcode " + opcode + " within a message")
                    .sends(frame(TEXT, "a"), frame(FIN | opcode, "x"), frame(FIN, "b"))
                    .ends(1002));
        }
        return cases;
    }
}
