package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.BINARY;
import static io.quotewire.gateway.conformance.Wire.CONTINUATION;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.PONG;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.ping;
import static io.quotewire.gateway.conformance.Wire.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 6455 section 5.4: messages of many frames, and what may and may not stand between them. */
final class FragmentationCases {
    private FragmentationCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        whole(cases);
        emptyParts(cases);
        controlsBetween(cases);
        outOfOrder(cases);
        return cases;
    }

    /** A message in parts. */
    static Case parts(String name, int opcode, byte[]... parts) {
        Case made = Case.of(name);
        for (int i = 0; i < parts.length; i++) {
            int fin = i == parts.length - 1 ? FIN : 0;
            made.sends(frame(fin | (i == 0 ? opcode : CONTINUATION), parts[i]));
        }
        return made.gets(opcode, Wire.concat(parts));
    }

    private static void whole(List<Case> cases) {
        for (int opcode : new int[] {TEXT, BINARY}) {
            String type = opcode == TEXT ? "text" : "binary";
            cases.add(parts(type + " in two", opcode, utf8("fragment1"), utf8("fragment2")));
            cases.add(parts(type + " in two, one segment", opcode, utf8("fragment1"), utf8("fragment2"))
                    .inOnePiece());
            cases.add(parts(type + " in two, byte by byte", opcode, utf8("fragment1"), utf8("fragment2"))
                    .inPiecesOf(1));
            byte[][] many = new byte[300][];
            Arrays.setAll(many, i -> utf8(i + ","));
            cases.add(parts(type + " in three hundred", opcode, many));
            cases.add(parts(
                    type + " of unlike parts", opcode, Wire.prose(3), Wire.prose(70_000), Wire.prose(126), utf8("z")));
        }
        cases.add(Case.of("two messages in parts")
                .sends(frame(TEXT, "a"), frame(FIN, "b"), frame(BINARY, "c"), frame(FIN, "d"))
                .getsText("ab")
                .gets(BINARY, utf8("cd")));
    }

    private static void emptyParts(List<Case> cases) {
        byte[] none = {};
        byte[] some = utf8("some");
        for (int opcode : new int[] {TEXT, BINARY}) {
            String type = opcode == TEXT ? "text" : "binary";
            cases.add(parts(type + ", the first part empty", opcode, none, some));
            cases.add(parts(type + ", the last part empty", opcode, some, none));
            cases.add(parts(type + ", the middle empty", opcode, some, none, some));
            cases.add(parts(type + ", all but the middle empty", opcode, none, some, none));
            cases.add(parts(type + ", two parts, both empty", opcode, none, none));
            cases.add(parts(type + ", three empty parts", opcode, none, none, none)
                    .inPiecesOf(1));
        }
    }

    private static void controlsBetween(List<Case> cases) {
        for (int piece : new int[] {Integer.MAX_VALUE / 2, 1}) {
            String how = piece == 1 ? ", byte by byte" : ", one segment";
            cases.add(Case.of("a ping between" + how)
                    .sends(frame(TEXT, "a"), ping("p"), frame(FIN, "b"))
                    .inPiecesOf(piece)
                    .getsPong("p")
                    .getsText("ab"));
            cases.add(Case.of("a pong between" + how)
                    .sends(frame(TEXT, "a"), frame(FIN | PONG, "p"), frame(FIN, "b"))
                    .inPiecesOf(piece)
                    .getsText("ab"));
            cases.add(Case.of("pings in every gap of five parts" + how)
                    .sends(frame(TEXT, "1"), ping("a"), frame(0, "2"), ping("b"), frame(0, "3"), ping("c"))
                    .sends(frame(0, "4"), ping("d"), frame(FIN, "5"))
                    .inPiecesOf(piece)
                    .getsPong("a")
                    .getsPong("b")
                    .getsPong("c")
                    .getsPong("d")
                    .getsText("12345"));
            cases.add(Case.of("a close between" + how)
                    .sends(frame(TEXT, "a"), Wire.close(1001, "enough"), frame(FIN, "b"))
                    .inPiecesOf(piece)
                    .ends(1001));
        }
        cases.add(Case.of("a ping between the bytes of one character")
                .sends(frame(TEXT, Wire.hex("e2 82")), ping("p"), frame(FIN, Wire.hex("ac")))
                .getsPong("p")
                .getsText("\u20ac"));
    }

    private static void outOfOrder(List<Case> cases) {
        for (int fin : new int[] {FIN, 0}) {
            String end = fin == FIN ? "" : " without its end";
            cases.add(Case.of("a continuation of nothing" + end)
                    .sends(frame(fin, "x"), Wire.text("after"))
                    .ends(1002));
            cases.add(Case.of("an empty continuation of nothing" + end)
                    .sends(frame(fin, ""), Wire.text("after"))
                    .ends(1002));
            cases.add(Case.of("a continuation of a whole message" + end)
                    .sends(Wire.text("whole"), frame(fin, "x"), Wire.text("after"))
                    .getsText("whole")
                    .ends(1002));
            cases.add(Case.of("a continuation of a message that is over" + end)
                    .sends(frame(TEXT, "a"), frame(FIN, "b"), frame(fin, "x"))
                    .getsText("ab")
                    .ends(1002));
            cases.add(Case.of("a continuation of a ping" + end)
                    .sends(ping("p"), frame(fin, "x"))
                    .getsPong("p")
                    .ends(1002));
            for (int outer : new int[] {TEXT, BINARY}) {
                for (int inner : new int[] {TEXT, BINARY}) {
                    cases.add(Case.of("opcode " + inner + end + " within opcode " + outer)
                            .sends(frame(outer, "a"), frame(fin | inner, "b"), frame(FIN, "c"))
                            .ends(1002));
                }
            }
            cases.add(Case.of("a new text within the third part" + end)
                    .sends(frame(TEXT, "a"), frame(0, "b"), frame(fin | TEXT, "c"))
                    .inPiecesOf(1)
                    .ends(1002));
        }
    }
}
