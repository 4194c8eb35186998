package io.quotewire.gateway.conformance;

import static io.quotewire.gateway.conformance.Wire.FIN;
import static io.quotewire.gateway.conformance.Wire.PING;
import static io.quotewire.gateway.conformance.Wire.PONG;
import static io.quotewire.gateway.conformance.Wire.TEXT;
import static io.quotewire.gateway.conformance.Wire.frame;
import static io.quotewire.gateway.conformance.Wire.ping;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 5.5.2 and 5.5.3: every ping has its pong with the same payload, a pong has none. */
final class PingCases {
    private PingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int length : new int[] {0, 1, 4, 124, 125}) {
            byte[] payload = Wire.noise(length);
            cases.add(Case.of("ping with " + length + " bytes")
                    .sends(frame(FIN | PING, payload))
                    .gets(PONG, payload));
            cases.add(Case.of("ping with " + length + " bytes, byte by byte")
                    .sends(frame(FIN | PING, payload))
                    .inPiecesOf(1)
                    .gets(PONG, payload));
            cases.add(Case.of("unsolicited pong with " + length + " bytes")
                    .sends(frame(FIN | PONG, payload), Wire.text("on"))
                    .getsText("on"));
        }
        cases.add(Case.of("ping with what is not UTF-8")
                .sends(frame(FIN | PING, Wire.hex("00 ff fe fd fc fb 00 ff")))
                .gets(PONG, Wire.hex("00 ff fe fd fc fb 00 ff")));
        for (int length : new int[] {126, 127, 65_536}) {
            cases.add(Case.of("ping with " + length + " bytes")
                    .sends(frame(FIN | PING, Wire.noise(length)), Wire.text("after"))
                    .ends(1002));
            cases.add(Case.of("pong with " + length + " bytes")
                    .sends(frame(FIN | PONG, Wire.noise(length)), Wire.text("after"))
                    .ends(1002));
        }
        cases.add(Case.of("unsolicited pong, then a ping")
                .sends(frame(FIN | PONG, "unsolicited"), ping("asked"))
                .getsPong("asked"));
        cases.add(ten("ten pings"));
        cases.add(ten("ten pings in one segment").inOnePiece());
        cases.add(ten("ten pings byte by byte").inPiecesOf(1));
        cases.add(Case.of("pings and messages take turns")
                .sends(Wire.text("a"), ping("1"), Wire.text("b"), ping("2"))
                .getsText("a")
                .getsPong("1")
                .getsText("b")
                .getsPong("2"));
        cases.add(Case.of("a ping without its end")
                .sends(frame(PING, "x"), frame(FIN, "y"))
                .ends(1002));
        cases.add(Case.of("a pong without its end")
                .sends(frame(PONG, "x"), frame(FIN, "y"))
                .ends(1002));
        cases.add(Case.of("a ping within each gap of a message")
                .sends(frame(TEXT, "a"), ping("1"), frame(0, "b"), ping("2"), frame(FIN, "c"))
                .getsPong("1")
                .getsPong("2")
                .getsText("abc"));
        return cases;
    }

    private static Case ten(String name) {
        Case ten = Case.of(name);
        for (int i = 0; i < 10; i++) {
            ten.sends(ping("payload-" + i)).getsPong("payload-" + i);
        }
        return ten;
    }
}
