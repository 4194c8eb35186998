package io.quotewire.launcher.credential;

import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.RefusedException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret that signs tokens (HS256). Immutable.
 *
 * @param secret its text
 * @param madeUpFile the file of the development key; null if the operator configured the key
 */
public record SigningKey(String secret, @Nullable Path madeUpFile) {
    private static final String SECRET = "gateway.auth.secret";

    /**
     * The key that the gateway is to use: the configured secret, else the development key, which is made if there is
     * none.
     *
     * @param configuration validated
     * @param random where a new key comes from
     * @return the key; empty where only a public key or a JWKS address is configured
     * @throws RefusedException if the development key can be neither read nor made
     */
    public static Optional<SigningKey> of(Configuration configuration, SecureRandom random) {
        Optional<String> secret = configuration.text(SECRET).filter(text -> !text.isEmpty());
        if (secret.isPresent()) {
            return secret.map(text -> new SigningKey(text, null));
        }
        if (configuration.hasTokenKey()) {
            return Optional.empty();
        }
        DevelopmentKey key = new DevelopmentKey(configuration.stateDirectory());
        return Optional.of(new SigningKey(key.readOrMake(random), key.file()));
    }

    /**
     * Where the key is only good for trying things out.
     *
     * @return the file of the development key
     */
    public Optional<Path> developmentFile() {
        return Optional.ofNullable(madeUpFile);
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
