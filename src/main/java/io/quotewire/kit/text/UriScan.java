package io.quotewire.kit.text;

import java.util.Set;

/** Finds URIs that are programs, and styles that are. Stateless. */
final class UriScan {
    private static final Set<String> SCHEMES = Set.of("javascript", "vbscript", "livescript", "mocha");
    private static final int LONGEST_SCHEME = 10;
    private static final String DATA = "data";

    /** What a browser opens as a page, or runs. */
    private static final Set<String> TYPES = Set.of(
            "text/html",
            "text/xml",
            "text/xsl",
            "text/javascript",
            "image/svg+xml",
            "application/xml",
            "application/xhtml+xml",
            "application/javascript",
            "application/x-javascript");

    private static final int LONGEST_TYPE = 24;
    private static final String EXPRESSION = "expression(";

    private UriScan() {}

    /** Whether a folded text has one. */
    static boolean find(String folded, Steps steps) {
        if (folded.indexOf(':') < 0) {
            return false;
        }
        String text = withoutBreaks(folded);
        steps.add(2 * folded.length());
        int lastCode = lastCode(text);
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            steps.add(2 * LONGEST_TYPE);
            String scheme = schemeBefore(text, colon);
            if (scheme.equals(DATA)
                    ? isProgram(text, colon + 1)
                    : SCHEMES.contains(scheme) && runs(text, colon, lastCode)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a style runs something, in browsers that are long gone but not everywhere. */
    static boolean findInStyle(String style, Steps steps) {
        steps.add(style.length());
        for (int at = style.indexOf(EXPRESSION); at >= 0; at = style.indexOf(EXPRESSION, at + 1)) {
            int before = at - 1;
            while (before > 0 && style.charAt(before) == ' ') {
                before--;
            }
            boolean plural = style.startsWith("s)", at + EXPRESSION.length());
            if (before > 0 && style.charAt(before) == ':' && !plural) {
                return true;
            }
        }
        return style.contains("-moz-binding:") || style.contains("behavior:url(") || style.contains("behavior: url(");
    }

    /** URIs are read without these; see the URL standard, section 4.4. */
    private static String withoutBreaks(String text) {
        return text.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private static String schemeBefore(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start <= LONGEST_SCHEME && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, colon);
    }

    /** People write "JavaScript: the good parts"; a program says more. */
    private static boolean runs(String text, int colon, int lastCode) {
        int next = colon + 1;
        return next < text.length() && (text.charAt(next) != ' ' || lastCode > next);
    }

    /** Where the last call, assignment or access is that follows a word at once. */
    private static int lastCode(String text) {
        for (int i = text.length() - 1; i > 0; i--) {
            if ("(`=[;{".indexOf(text.charAt(i)) >= 0 && text.charAt(i - 1) != ' ') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isProgram(String text, int from) {
        int start = from;
        while (start < text.length() && start - from < LONGEST_TYPE && text.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < text.length() && end - start <= LONGEST_TYPE && isOfType(text.charAt(end))) {
            end++;
        }
        return TYPES.contains(text.substring(start, end));
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isOfType(char c) {
        return isOfWord(c) || c == '/' || c == '+';
    }
}
