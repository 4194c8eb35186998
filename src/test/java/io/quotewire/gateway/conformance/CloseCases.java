package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.CLOSE;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.close;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.hex;
import static io.quotewire.gateway.conformance.Wire.ping;
import static io.quotewire.gateway.conformance.Wire.status;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 5.5.1 and 7: the goodbye, its codes and reasons, and what stands before and behind it. */
final class CloseCases {
    private static final int[] VALID = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3001, 3999, 4000, 4001, 4999
    };
    private static final int[] INVALID = {
        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000, 9999, 32_768, 65_535
    };

    private CloseCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        payloads(cases);
        codes(cases);
        reasons(cases);
        order(cases);
        return cases;
    }

    private static void payloads(List<Case> cases) {
        cases.add(Case.of("no payload").sends(frame(FIN | CLOSE, "")).ends(Case.NO_STATUS));
        cases.add(Case.of("no payload, byte by byte")
                .sends(frame(FIN | CLOSE, ""))
                .inPiecesOf(1)
                .ends(Case.NO_STATUS));
        cases.add(Case.of("one byte").sends(frame(FIN | CLOSE, hex("03"))).ends(1002));
        cases.add(Case.of("a code only").sends(close(1000, "")).ends(1000));
        cases.add(Case.of("a reason").sends(close(1000, "Hello World!")).ends(1000));
        for (int length : new int[] {1, 122, 123}) {
            cases.add(Case.of("a reason of " + length + " bytes")
                    .sends(close(1000, "*".repeat(length)))
                    .ends(1000));
            cases.add(Case.of("a reason of " + length + " bytes, byte by byte")
                    .sends(close(1000, "*".repeat(length)))
                    .inPiecesOf(1)
                    .ends(1000));
        }
        for (int length : new int[] {124, 125, 1_000, 65_534}) {
            cases.add(Case.of("a reason of " + length + " bytes")
                    .sends(close(1000, "*".repeat(length)))
                    .ends(1002));
        }
        cases.add(Case.of("a close without its end")
                .sends(frame(CLOSE, status(1000, new byte[0])), frame(FIN, "on"))
                .ends(1002));
    }

    private static void codes(List<Case> cases) {
        for (int code : VALID) {
            cases.add(Case.of("code " + code).sends(close(code, "")).ends(code));
            cases.add(Case.of("code " + code + " with a reason")
                    .sends(Wire.text("before"), close(code, "because"))
                    .getsText("before")
                    .ends(code));
        }
        for (int code : INVALID) {
            cases.add(Case.of("code " + code).sends(close(code, "")).ends(1002));
            cases.add(Case.of("code " + code + " with a reason")
                    .sends(Wire.text("before"), close(code, "because"))
                    .getsText("before")
                    .ends(1002));
        }
    }

    private static void reasons(List<Case> cases) {
        for (String good : List.of("\u03ba\u1f79\u03c3\u03bc\u03b5", "\ud83d\ude00", "\u0000", "\uffff")) {
            cases.add(Case.of("reason " + Wire.utf8(good).length + " bytes of UTF-8")
                    .sends(close(1000, good))
                    .ends(1000));
        }
        for (String bad : List.of("ce ba e1 bd b9 ed a0 80 65", "c3 28", "80", "e2 82", "f4 90 80 80", "c0 af", "ff")) {
            cases.add(Case.of("reason " + bad)
                    .sends(Wire.text("before"), frame(FIN | CLOSE, status(1000, hex(bad))))
                    .getsText("before")
                    .ends(1007));
        }
    }

    private static void order(List<Case> cases) {
        cases.add(Case.of("a text behind it")
                .sends(close(1000, ""), Wire.text("after"))
                .ends(1000));
        cases.add(Case.of("a ping behind it")
                .sends(close(1000, ""), ping("after"))
                .ends(1000));
        cases.add(Case.of("a second one behind it")
                .sends(close(1000, ""), close(1001, ""))
                .inOnePiece()
                .ends(1000));
        cases.add(Case.of("what breaks the protocol behind it")
                .sends(close(1000, ""), frame(FIN | 0x73, "x"), hex("ff ff ff ff ff"))
                .inOnePiece()
                .ends(1000));
        cases.add(Case.of("much behind it")
                .sends(close(1000, ""), frame(FIN | Wire.BINARY, Wire.noise(1_000_000)))
                .ends(1000));
        cases.add(Case.of("much behind what breaks the protocol")
                .sends(frame(FIN | 3, "x"), frame(FIN | Wire.BINARY, Wire.noise(1_000_000)))
                .ends(1002));
        cases.add(Case.of("messages before it in one segment")
                .sends(Wire.text("1"), Wire.text("2"), ping("3"), close(4_000, "all said"), Wire.text("4"))
                .inOnePiece()
                .getsText("1")
                .getsText("2")
                .getsPong("3")
                .ends(4_000));
        byte[] large = Wire.noise(262_144);
        cases.add(Case.of("a large message before it in one segment")
                .sends(frame(FIN | Wire.BINARY, large), close(1000, ""))
                .inOnePiece()
                .gets(Wire.BINARY, large)
                .ends(1000));
        cases.add(Case.of("within a message")
                .sends(frame(TEXT, "begun"), close(1000, ""), frame(FIN, "never"))
                .ends(1000));
        cases.add(Case.of("within a character")
                .sends(frame(TEXT, hex("e2 82")), close(1000, ""))
                .ends(1000));
    }
}
