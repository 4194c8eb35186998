package io.quotewire.gateway.transport.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate, RFC 7692 section 7.1, always without context in both directions: what we send can be shared
 * by all, and a client that sends nothing costs nothing. Immutable.
 *
 * @param header what to answer in {@code Sec-WebSocket-Extensions}
 */
record Deflate(String header) {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final String SERVER_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_CONTEXT = "client_no_context_takeover";
    private static final Pattern WINDOW_BITS = Pattern.compile("8|9|1[0-5]");
    /** The JDK compresses with no other. */
    private static final String OUR_WINDOW = "15";

    /**
     * Takes the first offer that can be met.
     *
     * @param offered each {@code Sec-WebSocket-Extensions} of the handshake
     */
    static Optional<Deflate> negotiate(List<String> offered) {
        for (ExtensionOffers.Offer offer : ExtensionOffers.read(offered).orElse(List.of())) {
            if (offer.name().equals(NAME) && canBeMet(offer.parameters())) {
                boolean window = offer.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals(SERVER_WINDOW));
                return Optional.of(new Deflate(String.join("; ", NAME, SERVER_CONTEXT, CLIENT_CONTEXT)
                        + (window ? "; " + SERVER_WINDOW + "=" + OUR_WINDOW : "")));
            }
        }
        return Optional.empty();
    }

    private static boolean canBeMet(List<ExtensionOffers.Parameter> parameters) {
        Set<String> seen = new HashSet<>();
        return parameters.stream()
                .allMatch(parameter -> seen.add(parameter.name()) && canBeMet(parameter.name(), parameter.value()));
    }

    private static boolean canBeMet(String name, @Nullable String value) {
        return switch (name) {
            case SERVER_CONTEXT, CLIENT_CONTEXT -> value == null;
            case CLIENT_WINDOW -> value == null || WINDOW_BITS.matcher(value).matches();
            case SERVER_WINDOW -> OUR_WINDOW.equals(value);
            default -> false;
        };
    }
}
