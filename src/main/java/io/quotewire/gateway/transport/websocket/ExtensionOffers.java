package io.quotewire.gateway.transport.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Sec-WebSocket-Extensions}, RFC 6455 section 9.1. What is not of this form ends the handshake; an offer that is
 * and cannot be met is only declined. For one header, by one thread.
 */
public final class ExtensionOffers {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private final String text;
    private int at;

    private ExtensionOffers(String text) {
        this.text = text;
    }

    /**
     * One offered extension.
     *
     * @param name the extension
     * @param parameters in their order, with those that are there twice
     */
    record Offer(String name, List<Parameter> parameters) {}

    /**
     * A parameter.
     *
     * @param name of it
     * @param value null if it has none
     */
    record Parameter(String name, @Nullable String value) {}

    /**
     * Whether a handshake's headers can be read.
     *
     * @param headers each {@code Sec-WebSocket-Extensions} of it; may be none
     * @return true if they can
     */
    public static boolean areWellFormed(List<String> headers) {
        return headers.isEmpty() || read(headers).isPresent();
    }

    /** All offers, the client's favourite first; empty if anything is not as it must be. */
    static Optional<List<Offer>> read(List<String> headers) {
        return new ExtensionOffers(String.join(",", headers)).all();
    }

    /**
     * Whether a text is a token, RFC 9110 section 5.6.2.
     *
     * @param text to look at
     * @return true if it is one
     */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isTokenPart((char) c));
    }

    /** Lists may have empty elements, RFC 9110 section 5.6.1.2, but not only those. */
    private Optional<List<Offer>> all() {
        List<Offer> offers = new ArrayList<>();
        do {
            skipSpace();
            if (at < text.length() && text.charAt(at) != ',') {
                Offer offer = offer();
                if (offer == null) {
                    return Optional.empty();
                }
                offers.add(offer);
            }
        } while (take(','));
        return at == text.length() && !offers.isEmpty() ? Optional.of(offers) : Optional.empty();
    }

    private @Nullable Offer offer() {
        String name = token();
        List<Parameter> parameters = new ArrayList<>();
        while (take(';')) {
            String parameter = token();
            String value = take('=') ? value() : null;
            if (parameter.isEmpty() || (value != null && !isToken(value))) {
                return null;
            }
            parameters.add(new Parameter(parameter, value));
        }
        return name.isEmpty() ? null : new Offer(name, parameters);
    }

    private String token() {
        skipSpace();
        int start = at;
        while (at < text.length() && isTokenPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** A token, or one in quotes. What is in there is looked at by who asked. */
    private String value() {
        skipSpace();
        if (at == text.length() || text.charAt(at) != '"') {
            return token();
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            boolean escaped = c == '\\' && at < text.length();
            value.append(escaped ? text.charAt(at++) : c);
        }
        return "";
    }

    private boolean take(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isTokenPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }
}
