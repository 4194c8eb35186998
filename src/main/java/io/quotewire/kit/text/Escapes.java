package io.quotewire.kit.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Resolves one layer of the escapes that browsers, servers and scripts resolve: HTML character references, percent signs,
 * JavaScript's, and the brackets of UTF-7. Stateless.
 */
final class Escapes {
    private static final int MAX_NAME = 8;

    /** Those that hide something; see the HTML standard, section 13.5. */
    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("nbsp", ' '),
            Map.entry("apos", '\''),
            Map.entry("colon", ':'),
            Map.entry("tab", '\t'),
            Map.entry("newline", '\n'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("equals", '='),
            Map.entry("grave", '`'),
            Map.entry("percnt", '%'),
            Map.entry("num", '#'),
            Map.entry("semi", ';'));

    /** Browsers know these without their semicolon. */
    private static final Set<String> UNTERMINATED = Set.of("lt", "gt", "amp", "quot", "nbsp");

    private static final Map<String, Character> UTF7 = Map.of("+adw-", '<', "+ad4-", '>', "+aci-", '"', "+acc-", '\'');

    private final String text;
    private final StringBuilder out;
    private int at;

    private Escapes(String text) {
        this.text = text;
        out = new StringBuilder(text.length());
    }

    /** The text with one layer less; the same if it has none. */
    static String resolve(String text, Steps steps) {
        // Each character is looked at by its escape, and once more if that is none.
        steps.add(2 * text.length());
        Escapes escapes = new Escapes(text);
        while (escapes.at < text.length()) {
            escapes.next();
        }
        return escapes.out.toString();
    }

    private void next() {
        char c = text.charAt(at);
        boolean resolved = switch (c) {
            case '&' -> entity();
            case '%' -> percent();
            case '\\' -> backslash();
            case '+' -> utf7();
            default -> false;
        };
        if (!resolved) {
            out.append(c);
            at++;
        }
    }

    private boolean entity() {
        if (at + 1 < text.length() && text.charAt(at + 1) == '#') {
            boolean hex = at + 2 < text.length() && (text.charAt(at + 2) | 0x20) == 'x';
            return numeric(at + (hex ? 3 : 2), hex ? 16 : 10);
        }
        int end = at + 1;
        while (end < text.length() && end - at <= MAX_NAME && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean terminated = end < text.length() && text.charAt(end) == ';';
        for (int length = end - at - 1; length > 1; length--) {
            String name = text.substring(at + 1, at + 1 + length).toLowerCase(Locale.ROOT);
            Character named = NAMED.get(name);
            boolean whole = terminated && length == end - at - 1;
            if (named != null && (whole || UNTERMINATED.contains(name))) {
                out.append(named.charValue());
                at += 1 + length + (whole ? 1 : 0);
                return true;
            }
        }
        return false;
    }

    private boolean numeric(int from, int radix) {
        int end = from;
        int code = 0;
        while (end < text.length() && Character.digit(text.charAt(end), radix) >= 0) {
            code = Math.min(code * radix + Character.digit(text.charAt(end), radix), Character.MAX_CODE_POINT);
            end++;
        }
        if (end == from) {
            return false;
        }
        out.appendCodePoint(code);
        at = end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
        return true;
    }

    private boolean percent() {
        if (at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'u') {
            return fixed(at + 2, 4);
        }
        int first = number(at + 1, 2);
        if (first < 0) {
            return false;
        }
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        return more == 0 ? fixed(at + 1, 2) : utf8(first, more);
    }

    /** Decoded as careless decoders do it: longer than needed is fine. */
    private boolean utf8(int first, int more) {
        int code = first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int start = at + 3 * i;
            int next = start < text.length() && text.charAt(start) == '%' ? number(start + 1, 2) : -1;
            if ((next & 0xC0) != 0x80 || next < 0) {
                return fixed(at + 1, 2);
            }
            code = (code << 6) | (next & 0x3F);
        }
        out.appendCodePoint(Math.min(code, Character.MAX_CODE_POINT));
        at += 3 * (more + 1);
        return true;
    }

    private boolean backslash() {
        if (at + 1 >= text.length()) {
            return false;
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u' && at + 2 < text.length() && text.charAt(at + 2) == '{') {
            int end = at + 3;
            while (end < text.length() && end - at < 12 && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            int code = number(at + 3, end - at - 3);
            if (code < 0 || end >= text.length() || text.charAt(end) != '}') {
                return false;
            }
            out.appendCodePoint(Math.min(code, Character.MAX_CODE_POINT));
            at = end + 1;
            return true;
        }
        return switch (kind) {
            case 'u' -> fixed(at + 2, 4);
            case 'x' -> fixed(at + 2, 2);
            default -> false;
        };
    }

    private boolean utf7() {
        if (at + 5 > text.length()) {
            return false;
        }
        Character hidden = UTF7.get(text.substring(at, at + 5).toLowerCase(Locale.ROOT));
        if (hidden == null) {
            return false;
        }
        out.append(hidden.charValue());
        at += 5;
        return true;
    }

    private boolean fixed(int from, int digits) {
        int code = number(from, digits);
        if (code < 0) {
            return false;
        }
        out.append((char) code);
        at = from + digits;
        return true;
    }

    /** So many hexadecimal digits; -1 if they are none. */
    private int number(int from, int digits) {
        if (digits < 1 || from + digits > text.length()) {
            return -1;
        }
        long code = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = Math.min(code * 16 + digit, Character.MAX_CODE_POINT);
        }
        return (int) code;
    }
}
