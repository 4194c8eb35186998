package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.BINARY;
import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages up to the 16 MiB that the endpoint promises: whole, in parts of every size, in small segments; and beyond. */
final class SizeCases {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int MAX = 16 * MIB;
    private static final byte[] MASK = {1, 2, 3, 4};

    private SizeCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int length : new int[] {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, MAX}) {
            cases.add(whole(TEXT, length));
            Case binary = whole(BINARY, length);
            cases.add(length > MIB ? binary.withoutCompressionOnly() : binary);
        }
        for (int part : new int[] {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB}) {
            cases.add(inParts(TEXT, MIB, part));
            cases.add(inParts(BINARY, 4 * MIB, part).withoutCompressionOnly());
        }
        for (int part : new int[] {64, 64 * KIB, MIB}) {
            cases.add(inParts(TEXT, MAX, part).withoutCompressionOnly());
        }
        for (int piece : new int[] {64, 128, 256, 512, KIB, 2 * KIB}) {
            int length = piece < 256 ? 128 * KIB : MIB;
            cases.add(Case.later(
                    "text of " + length + " in segments of " + piece,
                    to -> whole(to, TEXT, length).inPiecesOf(piece)));
        }
        tooLong(cases);
        return cases;
    }

    private static Case whole(int opcode, int length) {
        return Case.later(named(opcode) + length, to -> whole(to, opcode, length));
    }

    private static Case whole(Case to, int opcode, int length) {
        byte[] payload = payload(opcode, length);
        return to.sends(frame(FIN | opcode, payload)).gets(opcode, payload);
    }

    private static Case inParts(int opcode, int length, int part) {
        return Case.later(named(opcode) + length + " in parts of " + part, to -> {
            byte[] payload = payload(opcode, length);
            ByteArrayOutputStream frames = new ByteArrayOutputStream(length + length / 4);
            for (int at = 0; at < length; at += part) {
                int fin = at + part >= length ? FIN : 0;
                frames.writeBytes(frame(fin | (at == 0 ? opcode : 0), Arrays.copyOfRange(payload, at, at + part)));
            }
            return to.sends(frames.toByteArray()).gets(opcode, payload);
        });
    }

    private static String named(int opcode) {
        return opcode == TEXT ? "text of " : "binary of ";
    }

    private static byte[] payload(int opcode, int length) {
        return opcode == TEXT ? Wire.prose(length) : Wire.noise(length);
    }

    private static void tooLong(List<Case> cases) {
        cases.add(Case.of("one byte too many, before it comes")
                .sends(frame(FIN | BINARY, Wire.long64(MAX + 1), new byte[0], MASK))
                .ends(1009));
        cases.add(Case.of("two GiB announced")
                .sends(frame(FIN | TEXT, Wire.long64(1L << 31), new byte[0], MASK))
                .ends(1009));
        cases.add(Case.later(
                        "one byte too many in the last part",
                        to -> to.sends(frame(BINARY, Wire.noise(MAX)), frame(FIN, "x"))
                                .ends(1009))
                .withoutCompressionOnly());
        cases.add(Case.later("what would be the most, and an empty part", to -> {
            byte[] most = Wire.prose(MAX);
            return to.sends(frame(TEXT, most), frame(FIN, "")).gets(TEXT, most);
        }));
        cases.add(Case.later(
                        "each part allowed, the sum not",
                        to -> to.sends(frame(TEXT, Wire.prose(12 * MIB)), frame(0, Wire.prose(12 * MIB)))
                                .ends(1009))
                .withoutCompressionOnly());
    }
}
