package io.quotewire.gateway.auth;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.Optional;

/**
 * How users are recognised.
 *
 * @param secret the HS256 key, as text; the development key where none is configured
 * @param issuer what {@code iss} must be, if anything
 * @param audience what {@code aud} must contain, if anything
 * @param leewaySeconds by how much clocks may differ
 * @param anonymous whether a client may do without a credential
 * @param allowQueryToken whether {@code ?access_token=} is taken
 */
public record AuthOptions(
        Optional<String> secret,
        Optional<String> issuer,
        Optional<String> audience,
        int leewaySeconds,
        boolean anonymous,
        boolean allowQueryToken) {
    private static final Key<String> SECRET = Key.<String>of(
                    "secret",
                    Kind.text("a string that is not empty", text -> !text.isEmpty()),
                    null,
                    "The HS256 key that tokens are signed with; 32 bytes or more. Without any key a development key is made.")
            .asSecret();
    private static final Key<String> PUBLIC_KEY = Key.<String>of(
                    "publicKey", Kind.text(), null, "A PEM file with the public key for RS256, ES256 or EdDSA.")
            .notYetEnforced();
    private static final Key<String> JWKS = Key.<String>of(
                    "jwks", Kind.text(), null, "The address of a JSON Web Key Set.")
            .notYetEnforced();
    private static final Key<String> ISSUER = Key.of("issuer", Kind.text(), null, "What a token's iss must be.");
    private static final Key<String> AUDIENCE =
            Key.of("audience", Kind.text(), null, "What a token's aud must contain.");
    private static final Key<Integer> LEEWAY =
            Key.of("leewaySeconds", Kind.integer(0, 3600), 30, "By how many seconds clocks may differ.");
    private static final Key<Boolean> ANONYMOUS =
            Key.of("anonymous", Kind.flag(), true, "Whether a client may do without a credential.");
    private static final Key<Boolean> ALLOW_QUERY_TOKEN = Key.of(
            "allowQueryToken",
            Kind.flag(),
            false,
            "Whether ?access_token= is taken; query strings end up in logs, so better not.");

    /**
     * The declaration of {@code gateway.auth}.
     *
     * @return the section
     */
    public static Section section() {
        return Section.of(
                "auth",
                "How users are recognised.",
                SECRET,
                PUBLIC_KEY,
                JWKS,
                ISSUER,
                AUDIENCE,
                LEEWAY,
                ANONYMOUS,
                ALLOW_QUERY_TOKEN);
    }

    /**
     * The options from what was read.
     *
     * @param values of {@link #section}
     * @return the options
     */
    public static AuthOptions from(Values values) {
        return new AuthOptions(
                values.find(SECRET),
                values.find(ISSUER),
                values.find(AUDIENCE),
                values.get(LEEWAY),
                values.get(ANONYMOUS),
                values.get(ALLOW_QUERY_TOKEN));
    }
}
