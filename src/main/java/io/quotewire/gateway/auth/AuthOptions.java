package io.quotewire.gateway.auth;

import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How users are recognised.
 *
 * @param secret the HS256 key, as text; the development key where none is configured
 * @param publicKey a PEM file with public keys
 * @param jwks where further public keys are
 * @param issuer what {@code iss} must be, if anything
 * @param audience what {@code aud} must contain, if anything
 * @param leewaySeconds by how much clocks may differ
 * @param anonymous whether a client may do without a credential
 * @param allowQueryToken whether {@code ?access_token=} is taken
 * @param apiKeyFile the file of API keys; where none is configured, one in {@code data.dir}
 * @param sessions where sessions of a web application are, if anywhere
 */
public record AuthOptions(
        Optional<String> secret,
        Optional<String> publicKey,
        Optional<JwksOptions> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        int leewaySeconds,
        boolean anonymous,
        boolean allowQueryToken,
        Optional<String> apiKeyFile,
        Optional<SessionOptions> sessions) {
    private static final int MIN_SECRET_BYTES = 32;
    private static final Key<String> SECRET = Key.<String>of(
                    "secret",
                    Kind.text(
                            "a string of " + MIN_SECRET_BYTES + " bytes or more that is no public key",
                            AuthOptions::isSecret),
                    null,
                    "The HS256 key that tokens are signed with. Without any key a development key is made.")
            .asSecret();
    private static final Key<String> PUBLIC_KEY = Key.of(
            "publicKey",
            Kind.text("the path of a PEM file", text -> !text.isBlank()),
            null,
            "A PEM file with one or several public keys or certificates, for RS256 (2048 to 8192 bits), ES256 and EdDSA"
                    + " (Ed25519). Read at the start.");
    private static final Key<String> JWKS = Key.of(
            "jwks",
            Kind.text("an http or https address", text -> address(text).isPresent()),
            null,
            "The address of a JSON Web Key Set with further public keys.");
    private static final Key<Integer> JWKS_REFRESH = Key.of(
            "jwksRefreshSeconds", Kind.integer(1, 86_400), 300, "Seconds from one reading of the key set to the next.");
    private static final Key<Integer> JWKS_RETRY = Key.of(
            "jwksRetrySeconds",
            Kind.integer(1, 3600),
            10,
            "The least seconds between two requests for the key set: after a failure, or when a token names an unknown key.");
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

    private static final Key<String> API_KEY_FILE = Key.of(
            "file",
            Kind.text("a path", text -> !text.isBlank() && text.indexOf('\0') < 0),
            null,
            "The file of API keys, by their hashes; without it `api-keys.json` in `data.dir`. Read again when it changes.");

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
                        JWKS_REFRESH,
                        JWKS_RETRY,
                        ISSUER,
                        AUDIENCE,
                        LEEWAY,
                        ANONYMOUS,
                        ALLOW_QUERY_TOKEN)
                .with(
                        Section.of("apiKeys", "Keys of services, made with the command apikey.", API_KEY_FILE),
                        SessionOptions.section());
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
                values.find(PUBLIC_KEY),
                values.find(JWKS)
                        .flatMap(AuthOptions::address)
                        .map(address -> new JwksOptions(address, values.get(JWKS_REFRESH), values.get(JWKS_RETRY))),
                values.find(ISSUER),
                values.find(AUDIENCE),
                values.get(LEEWAY),
                values.get(ANONYMOUS),
                values.get(ALLOW_QUERY_TOKEN),
                values.section("apiKeys").find(API_KEY_FILE),
                SessionOptions.from(values.section("sessions")));
    }

    /** A public key given as the secret would let anybody sign. */
    private static boolean isSecret(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length >= MIN_SECRET_BYTES && !text.contains("-----BEGIN ");
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean http = scheme.equals("http") || scheme.equals("https");
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return http && plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
