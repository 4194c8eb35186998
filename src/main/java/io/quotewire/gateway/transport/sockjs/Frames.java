package io.quotewire.gateway.transport.sockjs;

/** The frames that a client of SockJS gets, before its transport wraps them. Stateless. */
final class Frames {
    /** The session is open. */
    static final String OPEN = "o";
    /** The connection is in use. */
    static final String HEARTBEAT = "h";
    /** Two receivers at once. */
    static final String STILL_OPEN = close(2010, "Another connection still open");

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Frames() {}

    /**
     * Messages in one frame.
     *
     * @param quoted each made by {@link #quoted}
     */
    static String messages(Iterable<String> quoted) {
        return "a[" + String.join(",", quoted) + "]";
    }

    static String close(int code, String reason) {
        return "c[" + code + "," + quoted(reason) + "]";
    }

    /**
     * A JSON string in which nothing is left that a browser or a proxy is known to change on the way: the list of the
     * conformance suite and all surrogates, so that half a pair also arrives.
     */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isSafe(c)) {
                out.append(c);
            } else {
                escape(out, c);
            }
        }
        return out.append('"').toString();
    }

    private static boolean isSafe(char c) {
        return (c >= 0x20 && c < 0x2000) || (c > 0x20ff && c < 0xfff0 && !Character.isSurrogate(c));
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12 & 15])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }
}
