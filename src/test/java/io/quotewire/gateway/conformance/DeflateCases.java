package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.BINARY;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.RSV1;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.hex;
import static io.quotewire.gateway.conformance.Wire.ping;
import static io.quotewire.gateway.conformance.Wire.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 7692 section 6 and 7.2: compressed messages, however they were made, and what is none. */
final class DeflateCases {
    private static final int FIRST = FIN | RSV1;
    private static final int MAX = 16 * 1024 * 1024;

    private DeflateCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        sizes(cases);
        streams(cases);
        fragments(cases);
        sequences(cases);
        refused(cases);
        bombs(cases);
        cases.forEach(Case::withCompressionOnly);
        cases.add(Case.of("compressed where that was not agreed")
                .sends(frame(FIRST | TEXT, Packed.deflated(utf8("Hello"))))
                .withoutCompressionOnly()
                .ends(1002));
        return cases;
    }

    private static void sizes(List<Case> cases) {
        for (int length : new int[] {0, 1, 16, 64, 256, 1_023, 1_024, 4_096, 8_192, 32_768, 65_536, 131_072, 1 << 20}) {
            byte[] prose = Wire.prose(length);
            cases.add(Case.of("text of " + length)
                    .sends(frame(FIRST | TEXT, Packed.deflated(prose)))
                    .gets(TEXT, prose));
            cases.add(Case.of("text of " + length + " in pieces of 100")
                    .sends(frame(FIRST | TEXT, Packed.deflated(prose)))
                    .inPiecesOf(100)
                    .gets(TEXT, prose));
            byte[] noise = Wire.noise(length);
            cases.add(Case.of("binary of " + length + " that nothing makes shorter")
                    .sends(frame(FIRST | BINARY, Packed.deflated(noise)))
                    .gets(BINARY, noise));
        }
        cases.add(Case.later("text of 16 MiB", to -> {
            byte[] most = Wire.prose(MAX);
            return to.sends(frame(FIRST | TEXT, Packed.deflated(most))).gets(TEXT, most);
        }));
    }

    /** The examples of section 7.2.3, and more that any inflater must take. */
    private static void streams(List<Case> cases) {
        hello(cases, "one block", "f2 48 cd c9 c9 07 00");
        hello(cases, "a block that is not compressed", "00 05 00 fa ff 48 65 6c 6c 6f 00");
        hello(cases, "a block that says it is the last", "f3 48 cd c9 c9 07 00 00");
        hello(cases, "two blocks", "f2 48 05 00 00 00 ff ff ca c9 c9 07 00");
        hello(cases, "empty blocks before", "00 00 00 ff ff 00 00 00 ff ff f2 48 cd c9 c9 07 00");
        hello(cases, "empty blocks behind", "f2 48 cd c9 c9 07 00 00 00 ff ff 00 00 00 ff ff 00");
        hello(cases, "the tail left on", "f2 48 cd c9 c9 07 00 00 00 ff ff 00");
        hello(cases, "a last block, then another", "01 02 00 fd ff 48 65 00 03 00 fc ff 6c 6c 6f 00");
        cases.add(Case.of("empty in one byte")
                .sends(frame(FIRST | TEXT, hex("00")))
                .gets(TEXT, new byte[0]));
        cases.add(Case.of("empty, a last block")
                .sends(frame(FIRST | TEXT, hex("03 00 00")))
                .gets(TEXT, new byte[0]));
        for (int level : new int[] {0, 1, 9}) {
            byte[] prose = Wire.prose(100_000);
            cases.add(Case.of("level " + level)
                    .sends(frame(FIRST | TEXT, Packed.deflated(prose, level)))
                    .gets(TEXT, prose));
        }
        byte[] prose = Wire.prose(20_000);
        cases.add(Case.of("a flush after every 100 bytes")
                .sends(frame(FIRST | TEXT, Packed.deflatedInBlocks(prose, 100)))
                .gets(TEXT, prose));
        cases.add(Case.of("a finished stream of 20000 bytes")
                .sends(frame(FIRST | TEXT, Packed.finished(prose)))
                .gets(TEXT, prose));
    }

    private static void hello(List<Case> cases, String name, String bytes) {
        cases.add(Case.of("Hello: " + name)
                .sends(frame(FIRST | TEXT, hex(bytes)), Wire.text("on"))
                .getsText("Hello")
                .getsText("on"));
    }

    private static void fragments(List<Case> cases) {
        byte[] prose = Wire.prose(3_000);
        byte[] packed = Packed.deflated(prose);
        for (int part : new int[] {1, 2, 7, 64}) {
            Case parts = Case.of("in parts of " + part);
            for (int at = 0; at < packed.length; at += part) {
                int fin = at + part >= packed.length ? FIN : 0;
                byte[] some = Arrays.copyOfRange(packed, at, Math.min(packed.length, at + part));
                parts.sends(frame(fin | (at == 0 ? RSV1 | TEXT : 0), some));
            }
            cases.add(parts.inOnePiece().gets(TEXT, prose));
        }
        byte[] head = Arrays.copyOf(packed, 20);
        byte[] rest = Arrays.copyOfRange(packed, 20, packed.length);
        cases.add(Case.of("with pings between")
                .sends(frame(RSV1 | TEXT, head), ping("p"), frame(0, rest), ping("q"), frame(FIN, ""))
                .getsPong("p")
                .getsPong("q")
                .gets(TEXT, prose));
        cases.add(Case.of("the first part empty")
                .sends(frame(RSV1 | TEXT, ""), frame(0, head), frame(FIN, rest))
                .gets(TEXT, prose));
        cases.add(Case.of("with a close between")
                .sends(frame(RSV1 | TEXT, head), Wire.close(1000, ""), frame(FIN, rest))
                .ends(1000));
        cases.add(Case.of("plain in parts")
                .sends(frame(TEXT, "not "), frame(0, "compressed"), frame(FIN, " at all"))
                .getsText("not compressed at all"));
    }

    private static void sequences(List<Case> cases) {
        byte[] prose = Wire.prose(2_000);
        byte[] packed = frame(FIRST | TEXT, Packed.deflated(prose));
        Case turns = Case.of("compressed and plain take turns");
        Case same = Case.of("the same a hundred times");
        for (int i = 0; i < 100; i++) {
            same.sends(packed).gets(TEXT, prose);
            turns.sends(packed, frame(FIN | BINARY, "" + i)).gets(TEXT, prose).gets(BINARY, utf8("" + i));
        }
        cases.add(same);
        cases.add(turns.inOnePiece());
        cases.add(Case.of("without the context that was given up")
                .sends(frame(FIRST | TEXT, hex("f2 48 cd c9 c9 07 00")), frame(FIRST | TEXT, hex("f2 00 11 00 00")))
                .getsText("Hello")
                .ends(1007));
    }

    private static void refused(List<Case> cases) {
        byte[] packed = Packed.deflated(utf8("Hello, Hello, Hello"));
        cases.add(Case.of("the bit on a continuation")
                .sends(frame(RSV1 | TEXT, Arrays.copyOf(packed, 3)), frame(FIRST, "x"))
                .ends(1002));
        cases.add(Case.of("the bit on a continuation of plain text")
                .sends(frame(TEXT, "x"), frame(FIRST, packed))
                .ends(1002));
        for (int opcode : new int[] {Wire.PING, Wire.PONG}) {
            cases.add(Case.of("the bit on opcode " + opcode)
                    .sends(frame(FIRST | opcode, packed))
                    .ends(1002));
        }
        for (String bytes :
                List.of("ff ff ff ff", "07", "00 05 00 05 00 48", "f2 48 cd c9 c9 07 00 06 11", "42 00 00 22 ff")) {
            cases.add(Case.of("no deflate stream: " + bytes)
                    .sends(frame(FIRST | TEXT, hex(bytes)), Wire.text("after"))
                    .ends(1007));
        }
        cases.add(Case.of("cut off")
                .sends(frame(FIRST | TEXT, Arrays.copyOf(packed, packed.length / 2)), Wire.text("after"))
                .ends(1007));
        for (String bad : List.of("c3 28", "ed a0 80", "e2 82", "ff")) {
            byte[] text = Wire.concat(utf8("good "), hex(bad));
            cases.add(Case.of("not UTF-8 when inflated: " + bad)
                    .sends(frame(FIRST | TEXT, Packed.deflated(text)), Wire.text("after"))
                    .ends(1007));
        }
        cases.add(Case.of("binary may be anything when inflated")
                .sends(frame(FIRST | BINARY, Packed.deflated(hex("ed a0 80 ff"))))
                .gets(BINARY, hex("ed a0 80 ff")));
    }

    private static void bombs(List<Case> cases) {
        byte[] bomb = Packed.deflated(new byte[4 * MAX]);
        cases.add(Case.of("64 MiB in 64 KiB")
                .sends(frame(FIRST | BINARY, bomb), Wire.text("after"))
                .ends(1009));
        cases.add(Case.of("64 MiB in parts")
                .sends(frame(RSV1 | BINARY, Arrays.copyOf(bomb, 40_000)))
                .sends(frame(FIN, Arrays.copyOfRange(bomb, 40_000, bomb.length)))
                .ends(1009));
        byte[] block = Wire.concat(bomb, hex("00 00 ff ff"));
        byte[][] blocks = new byte[48][];
        Arrays.fill(blocks, block);
        cases.add(Case.of("3 GiB in 3 MiB")
                .sends(frame(FIRST | BINARY, Wire.concat(blocks)), Wire.text("after"))
                .ends(1009));
        cases.add(Case.of("one byte too many")
                .sends(frame(FIRST | BINARY, Packed.deflated(new byte[MAX + 1])))
                .ends(1009));
        cases.add(Case.later(
                "just not too many",
                to -> to.sends(frame(FIRST | BINARY, Packed.deflated(new byte[MAX])))
                        .gets(BINARY, new byte[MAX])));
    }
}
