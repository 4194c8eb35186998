package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.PING;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.hex;
import static io.quotewire.gateway.conformance.Wire.utf8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RFC 6455 section 5.6 and 8.1, RFC 3629: text is UTF-8, and what is not ends the connection with 1007. */
final class Utf8Cases {
    /** Characters at every boundary, and those that are none but may be sent. */
    private static final int[] CHARACTERS = {
        0x00, 0x0A, 0x7F, 0x80, 0xB5, 0x7FF, 0x800, 0x20AC, 0xD7FF, 0xE000, 0xFDD0, 0xFDEF, 0xFEFF, 0xFFFD, 0xFFFE,
        0xFFFF, 0x10000, 0x1F600, 0x1FFFE, 0x1FFFF, 0x2FFFE, 0x8FFFF, 0xFFFFE, 0xFFFFF, 0x100000, 0x10FFFD, 0x10FFFE,
        0x10FFFF,
    };

    private Utf8Cases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int character : CHARACTERS) {
            String text = "<" + Character.toString(character) + ">";
            good(cases, String.format("U+%04X", character), text);
        }
        good(cases, "Greek", "\u03ba\u1f79\u03c3\u03bc\u03b5");
        good(cases, "all lengths", "Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-\u20ac-\ud83d\ude00!!");
        good(cases, "joined and combined", "\ud83d\udc69\u200d\ud83d\udcbb e\u0301 \u202e\u0000");
        good(cases, "a thousand emoji", "\ud83d\ude80".repeat(1_000));
        bad().forEach((name, bytes) -> {
            String at = name + " (" + bytes + ")";
            bad(cases, at, hex(bytes));
        });
        truncated(cases);
        failFast(cases);
        unchecked(cases);
        return cases;
    }

    private static void good(List<Case> cases, String name, String text) {
        byte[] bytes = utf8(text);
        cases.add(Case.of(name).sends(frame(FIN | TEXT, bytes)).getsText(text));
        cases.add(bytewise(Case.of(name + ", a frame for every byte"), bytes).getsText(text));
    }

    /** In the middle of good text: in one frame, and in one frame for every byte. */
    private static void bad(List<Case> cases, String name, byte[] bytes) {
        byte[] text = Wire.concat(utf8("good \u03ba "), bytes, utf8(" edited"));
        cases.add(Case.of(name)
                .sends(Wire.text("before"), frame(FIN | TEXT, text), Wire.text("after"))
                .getsText("before")
                .ends(1007));
        cases.add(bytewise(Case.of(name + ", a frame for every byte"), text)
                .sends(Wire.text("after"))
                .ends(1007));
    }

    private static Case bytewise(Case to, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            int fin = i == bytes.length - 1 ? FIN : 0;
            to.sends(frame(fin | (i == 0 ? TEXT : 0), new byte[] {bytes[i]}));
        }
        return to.inOnePiece();
    }

    private static Map<String, String> bad() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("a continuation byte alone, the first", "80");
        bad.put("a continuation byte alone, the last", "bf");
        bad.put("two continuation bytes", "80 bf");
        bad.put("seven continuation bytes", "80 bf 80 bf 80 bf 80");
        bad.put("a first byte of two alone", "c2 20");
        bad.put("a first byte of two before another", "df c3 28");
        bad.put("a first byte of three alone", "e0 20");
        bad.put("a first byte of four alone", "f0 20");
        bad.put("two of three bytes", "e2 82 20");
        bad.put("three of four bytes", "f0 9f 98 20");
        bad.put("all first bytes of four", "f0 20 f1 20 f2 20 f3 20 f4 20");
        bad.put("a byte that never is, fe", "fe");
        bad.put("a byte that never is, ff", "ff");
        bad.put("both that never are", "fe fe ff ff");
        bad.put("overlong slash in two", "c0 af");
        bad.put("overlong slash in three", "e0 80 af");
        bad.put("overlong slash in four", "f0 80 80 af");
        bad.put("overlong slash in five", "f8 80 80 80 af");
        bad.put("overlong slash in six", "fc 80 80 80 80 af");
        bad.put("longest overlong in two", "c1 bf");
        bad.put("longest overlong in three", "e0 9f bf");
        bad.put("longest overlong in four", "f0 8f bf bf");
        bad.put("overlong zero in two", "c0 80");
        bad.put("overlong zero in three", "e0 80 80");
        bad.put("overlong zero in four", "f0 80 80 80");
        bad.put("five bytes", "f8 88 80 80 80");
        bad.put("six bytes", "fc 84 80 80 80 80");
        bad.put("above the last character", "f4 90 80 80");
        bad.put("far above the last character", "f5 80 80 80");
        bad.put("the largest of four bytes", "f7 bf bf bf");
        bad.put("first high surrogate", "ed a0 80");
        bad.put("last high surrogate", "ed af bf");
        bad.put("first low surrogate", "ed b0 80");
        bad.put("last low surrogate", "ed bf bf");
        bad.put("a pair of surrogates", "ed a0 80 ed b0 80");
        bad.put("the last pair of surrogates", "ed af bf ed bf bf");
        bad.put("Latin-1", "e9 74 e9");
        bad.put("UTF-16", "fe ff 00 41");
        return bad;
    }

    /** The message ends before its last character does. */
    private static void truncated(List<Case> cases) {
        for (String cut : List.of("c2", "e2", "e2 82", "f0", "f0 9f", "f0 9f 98")) {
            byte[] text = Wire.concat(utf8("cut "), hex(cut));
            cases.add(Case.of("ends with " + cut)
                    .sends(frame(FIN | TEXT, text), Wire.text("after"))
                    .ends(1007));
            cases.add(bytewise(Case.of("ends with " + cut + ", a frame for every byte"), text)
                    .ends(1007));
            cases.add(Case.of("ends with " + cut + ", then an empty part")
                    .sends(frame(TEXT, text), frame(FIN, ""))
                    .ends(1007));
            cases.add(Case.of("ends with " + cut + ", the next message goes on")
                    .sends(frame(FIN | TEXT, hex(cut)), frame(FIN | TEXT, hex("80 80 80")))
                    .ends(1007));
        }
    }

    /** No more is sent than what is wrong. */
    private static void failFast(List<Case> cases) {
        cases.add(Case.of("noticed before the message is whole")
                .sends(frame(TEXT, "good"), frame(0, hex("ce ba ed a0 80")))
                .ends(1007));
        cases.add(Case.of("noticed with the byte that cannot follow")
                .sends(frame(TEXT, hex("f4")), frame(0, hex("90")))
                .ends(1007));
        cases.add(Case.of("noticed in the first part")
                .sends(frame(TEXT, hex("c3 28")), frame(FIN | PING, "never"))
                .ends(1007));
        byte[] frame = frame(FIN | TEXT, Wire.concat(utf8("good "), hex("ed a0 80"), Wire.prose(2_000)));
        cases.add(Case.of("within a frame that comes byte by byte")
                .sends(frame)
                .inPiecesOf(1)
                .ends(1007));
    }

    /** What is no text may be anything. */
    private static void unchecked(List<Case> cases) {
        for (String bytes : List.of("c3 28", "ed a0 80", "ff")) {
            cases.add(Case.of("binary " + bytes)
                    .sends(frame(FIN | Wire.BINARY, hex(bytes)))
                    .gets(Wire.BINARY, hex(bytes)));
            cases.add(Case.of("binary " + bytes + " in parts, after text in parts")
                    .sends(frame(TEXT, "t"), frame(FIN, ""), frame(Wire.BINARY, ""), frame(FIN, hex(bytes)))
                    .getsText("t")
                    .gets(Wire.BINARY, hex(bytes)));
        }
    }
}
