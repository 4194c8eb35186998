package io.quotewire.launcher.credential;

import io.quotewire.bus.UserRole;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.RefusedException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Signs tokens that the nodes of this configuration accept. Confined to the thread of its configuration. */
public final class LocalSigner {
    private final Configuration configuration;
    private final SigningKey key;

    private LocalSigner(Configuration configuration, SigningKey key) {
        this.configuration = configuration;
        this.key = key;
    }

    /**
     * The signer of a configuration; makes the development key if there is none.
     *
     * @param configuration validated
     * @return a signer
     * @throws RefusedException if only a public key or a JWKS address is configured, or the development key can be
     *     neither read nor made
     */
    public static LocalSigner of(Configuration configuration) {
        SigningKey key = SigningKey.of(configuration, new SecureRandom())
                .orElseThrow(() -> new RefusedException("gateway.auth: only a public key or a JWKS address is"
                        + " configured, which can check tokens but not sign them; allowed: gateway.auth.secret, or a"
                        + " token from who holds the private key"));
        return new LocalSigner(configuration, key);
    }

    /**
     * A new token.
     *
     * @param user whose it is
     * @param role what its owner may do
     * @param ttlSeconds how long it holds
     * @return in compact form
     */
    public String token(String user, UserRole role, long ttlSeconds) {
        Token token = new Token(
                user,
                role,
                UUID.randomUUID().toString(),
                Clock.systemUTC().instant(),
                ttlSeconds,
                configuration.text("gateway.auth.issuer").orElse(null),
                configuration.find("gateway.auth.audience").orElse(null));
        return token.sign(key.secret());
    }

    /**
     * Where the key is only good for trying things out.
     *
     * @return the file of the development key
     */
    public Optional<Path> developmentFile() {
        return key.developmentFile();
    }
}
