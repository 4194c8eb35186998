package io.quotewire.kit.text;

/** Makes what looks or reads alike to a browser or a careless filter the same. Stateless. */
final class Folding {
    private static final String COMMENT = "/*";

    private Folding() {}

    /** In small ASCII letters where possible, without what is not seen. */
    static String withoutControls(String text, Steps steps) {
        return folded(text, false, steps);
    }

    /** The same with spaces where control characters were. */
    static String controlsAsSpaces(String text, Steps steps) {
        return folded(text, true, steps);
    }

    /** Whether the two differ. */
    static boolean hasControls(String text, Steps steps) {
        steps.add(text.length());
        return text.chars().anyMatch(Folding::isControl);
    }

    private static String folded(String text, boolean spaces, Steps steps) {
        steps.add(text.length());
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                if (spaces) {
                    out.append(' ');
                }
            } else if (!isUnseen(c)) {
                out.append(folded(c));
            }
        }
        return out.toString();
    }

    private static char folded(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return folded((char) (c - 0xFEE0));
        }
        return switch (c) {
            case 0x017F -> 's';
            case 0x212A -> 'k';
            case 0x0130, 0x0131 -> 'i';
            case 0xFE64 -> '<';
            case 0xFE65 -> '>';
            case 0x2028, 0x2029, 0x0085 -> '\n';
            default -> Character.isSpaceChar(c) ? ' ' : c;
        };
    }

    /** As a style sheet is read: without comments and with its escapes resolved; empty where there is nothing of it. */
    static String style(String folded, Steps steps) {
        steps.add(folded.length());
        return folded.indexOf(':') < 0 ? "" : unescapedStyle(withoutComments(folded), steps);
    }

    private static String withoutComments(String text) {
        int begin = text.indexOf(COMMENT);
        if (begin < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (begin >= 0) {
            int end = text.indexOf("*/", begin + COMMENT.length());
            out.append(text, from, begin);
            if (end < 0) {
                return out.toString();
            }
            from = end + COMMENT.length();
            begin = text.indexOf(COMMENT, from);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String unescapedStyle(String text, Steps steps) {
        steps.add(text.length());
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            int code = 0;
            while (c == '\\' && end < text.length() && end - at <= 6 && Character.digit(text.charAt(end), 16) >= 0) {
                code = code * 16 + Character.digit(text.charAt(end), 16);
                end++;
            }
            if (end == at + 1) {
                out.append(c == '\\' ? "" : String.valueOf(c));
            } else {
                out.appendCodePoint(Math.min(code, Character.MAX_CODE_POINT));
                end += end < text.length() && text.charAt(end) == ' ' ? 1 : 0;
            }
            at = end;
        }
        return out.toString();
    }

    private static boolean isControl(int c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
    }

    private static boolean isUnseen(char c) {
        return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
    }
}
