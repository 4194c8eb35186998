package io.quotewire.gateway.protocol;

import io.quotewire.bus.Tick;
import org.jspecify.annotations.Nullable;

/** Appends JSON to a buffer: the few shapes that are written at the rate of ticks. Stateless. */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    static StringBuilder quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || (Character.isSurrogate(c) && !paired(text, i))) {
                out.append("\\u")
                        .append(HEX[c >> 12 & 15])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }

    /** Appends a tick's fields without the braces. */
    static StringBuilder tick(StringBuilder out, Tick tick) {
        out.append("\"symbol\":");
        quoted(out, tick.symbol());
        field(out, "price", tick.price());
        field(out, "volume", tick.volume());
        field(out, "change", tick.change());
        field(out, "changePercent", tick.changePercent());
        field(out, "bid", tick.bid());
        field(out, "ask", tick.ask());
        field(out, "size", tick.size());
        field(out, "side", tick.side());
        field(out, "time", tick.time());
        field(out, "source", tick.source());
        return out.append(",\"ts\":").append(tick.tsMicros());
    }

    private static void field(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":");
            quoted(out, value);
        }
    }

    private static boolean paired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
