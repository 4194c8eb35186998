package io.quotewire.kit.text;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds tags that execute or fetch, and event handlers in tags, in one pass. Where a tag ends depends on quotes, and where a
 * quote ends on where the text is put; so all that may be the case is followed at once, as a set of states. Confined to one
 * search.
 */
final class TagScan {
    /** These do something whatever follows. */
    private static final Set<String> ACTIVE = Set.of(
            "script",
            "iframe",
            "frameset",
            "applet",
            "embed",
            "svg",
            "math",
            "style",
            "foreignobject",
            "noscript",
            "noembed",
            "noframes",
            "plaintext",
            "xmp");

    /** These do something by their attributes. */
    private static final Set<String> ACTIVE_WITH_ATTRIBUTES = Set.of(
            "object",
            "base",
            "link",
            "meta",
            "frame",
            "template",
            "form",
            "portal",
            "layer",
            "ilayer",
            "animate",
            "animatetransform",
            "set",
            "isindex",
            "xml",
            "import",
            "bgsound",
            "image",
            "handler",
            "listener",
            "event-source");

    private static final Set<String> DECLARATIONS =
            Set.of("?xml-stylesheet", "?import", "!entity", "!doctype", "!--#exec", "!--#include");
    private static final int LONGEST_DECLARATION = 16;
    private static final int LONGEST_NAME = 40;

    /** Where a quote is broken out of there is no tag to be seen, so the handler must be a known one. */
    private static final Pattern KNOWN =
            Pattern.compile("on(abort|activate|after|animation|auxclick|before|begin|blur|bounce"
                    + "|cancel|canplay|cell|change|click|close|context|copy|cue|cut|data|dbl|deactivate|drag|drop|duration|emptied"
                    + "|end|error|filter|finish|focus|form|fullscreen|gesture|got|hash|help|input|invalid|key|layout|load|lose|lost"
                    + "|media|message|mouse|move|offline|online|open|page|paste|pause|play|pointer|pop|progress|property|rate|ready"
                    + "|rejection|repeat|reset|resize|row|scroll|search|seek|select|show|stalled|start|stop|storage|submit|suspend"
                    + "|time|toggle|touch|transition|unhandled|unload|volume|waiting|webkit|wheel|xss)[a-z0-9_-]*");

    private static final int OUTSIDE = 1;
    private static final int TAG = 2;
    private static final int DOUBLE_QUOTED = 4;
    private static final int SINGLE_QUOTED = 8;

    private final String text;
    private final Steps steps;
    private final int lastCode;

    private TagScan(String text, Steps steps) {
        this.text = text;
        this.steps = steps;
        lastCode = Math.max(Math.max(text.lastIndexOf('('), text.lastIndexOf('`')), text.lastIndexOf('='));
    }

    /** Whether a folded text has one. */
    static boolean find(String folded, Steps steps) {
        steps.add(2 * folded.length());
        if (folded.indexOf('<') < 0 && folded.indexOf('"') < 0 && folded.indexOf('\'') < 0) {
            return false;
        }
        return new TagScan(folded, steps).find();
    }

    private boolean find() {
        int asContent = OUTSIDE;
        int asValue = DOUBLE_QUOTED | SINGLE_QUOTED;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' && isActive(i + 1)) {
                return true;
            }
            if (c == 'o' && i > 0 && isHandler(i, (asContent & TAG) != 0, (asValue & TAG) != 0)) {
                return true;
            }
            if (c == 's' && (asContent & TAG) != 0 && isDocument(i)) {
                return true;
            }
            boolean opens = c == '<' && startsTag(i + 1);
            asContent = next(asContent, c, opens);
            asValue = next(asValue, c, opens);
        }
        return false;
    }

    private static int next(int states, char c, boolean opens) {
        int next = states;
        if (opens) {
            next |= TAG;
        } else if (c == '>' && (states & TAG) != 0) {
            next = (next & ~TAG) | OUTSIDE;
        } else if (c == '"') {
            next = quote(states, DOUBLE_QUOTED);
        } else if (c == '\'') {
            next = quote(states, SINGLE_QUOTED);
        }
        return next;
    }

    /** It may end a value, begin one, or be part of a name. */
    private static int quote(int states, int quoted) {
        int next = states & ~quoted;
        if ((states & quoted) != 0) {
            next |= TAG;
        }
        return (states & TAG) == 0 ? next : next | quoted;
    }

    private boolean startsTag(int at) {
        int start = at < text.length() && text.charAt(at) == '/' ? at + 1 : at;
        return start < text.length() && isLetter(text.charAt(start));
    }

    private boolean isActive(int at) {
        if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '!')) {
            return isDeclaration(at);
        }
        int start = skipSpaces(at);
        boolean spaced = start > at;
        if (start < text.length() && text.charAt(start) == '/') {
            start = spaced ? skipSpaces(start + 1) : start + 1;
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(nameStart(start, end), end);
        if (spaced) {
            return name.equals("script") && isClosed(end);
        }
        return ACTIVE.contains(name) || (ACTIVE_WITH_ATTRIBUTES.contains(name) && hasAttribute(end));
    }

    /** After the prefix of a namespace. */
    private int nameStart(int start, int end) {
        int at = end;
        while (at > start && text.charAt(at - 1) != ':') {
            at--;
        }
        return at;
    }

    private boolean isDeclaration(int at) {
        int end = at;
        while (end < text.length() && end - at < LONGEST_DECLARATION && !isSpace(text.charAt(end))) {
            end++;
        }
        steps.add(end - at);
        return DECLARATIONS.contains(text.substring(at, end));
    }

    private boolean hasAttribute(int from) {
        return reaches('=', from);
    }

    private boolean isClosed(int from) {
        return reaches('>', from);
    }

    /** Whether a character comes before the tag ends or another begins. */
    private boolean reaches(char wanted, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != wanted && text.charAt(at) != '<' && text.charAt(at) != '>') {
            at++;
        }
        steps.add(at - from);
        return at < text.length() && text.charAt(at) == wanted;
    }

    private boolean isHandler(int at, boolean inTag, boolean brokenOut) {
        if (!(inTag || brokenOut) || !text.startsWith("on", at) || !isSeparator(text.charAt(at - 1))) {
            return false;
        }
        int end = at;
        while (end < text.length() && end - at < LONGEST_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        int equals = skipSpaces(end);
        if (equals >= text.length() || text.charAt(equals) != '=') {
            return false;
        }
        return (inTag && end - at >= 5)
                || (brokenOut
                        && lastCode > equals
                        && KNOWN.matcher(text.substring(at, end)).matches());
    }

    /** A whole page as the value of an attribute. */
    private boolean isDocument(int at) {
        return at > 0 && isSeparator(text.charAt(at - 1)) && text.startsWith("srcdoc", at);
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        steps.add(at - from);
        return at;
    }

    private static boolean isSeparator(char c) {
        return isSpace(c) || c == '/' || c == '"' || c == '\'' || c == '`';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isOfName(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
