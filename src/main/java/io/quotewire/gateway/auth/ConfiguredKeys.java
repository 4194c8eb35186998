package io.quotewire.gateway.auth;

import io.quotewire.kit.config.Printed;
import io.quotewire.kit.config.Problems;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that the configuration names. Reads a file: to be asked at a start. Stateless. */
public final class ConfiguredKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredKeys.class);
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final String PUBLIC_KEY = "gateway.auth.publicKey";
    private static final int MAX_FILE_BYTES = 1 << 20;

    private ConfiguredKeys() {}

    /**
     * The secret, and the keys of the file.
     *
     * @param options what is configured
     * @param problems takes what is wrong with the file
     * @return the keys; none if none is configured
     */
    public static KeySet read(AuthOptions options, Problems problems) {
        List<VerificationKey> keys = new ArrayList<>();
        options.secret().map(VerificationKey::secret).ifPresent(keys::add);
        options.publicKey().ifPresent(file -> keys.addAll(file(file, problems)));
        return new KeySet(keys, true);
    }

    /**
     * The keys of the address, beside those that were read; there must be one.
     *
     * @param vertx for the requests
     * @param owner the context that the source lives on
     * @param options what is configured
     * @param configured what {@link #read} gave
     * @param steadyMs milliseconds of a clock that never goes back
     * @param onRead told of every reading whether it brought keys
     * @return a source that has read nothing yet
     */
    public static JwksSource remote(
            Vertx vertx,
            Context owner,
            AuthOptions options,
            KeySet configured,
            LongSupplier steadyMs,
            Consumer<Boolean> onRead) {
        JwksOptions jwks = options.jwks().orElseThrow();
        String host = jwks.address().getHost();
        if (!"https".equalsIgnoreCase(jwks.address().getScheme()) && !LOOPBACK.contains(host)) {
            LOG.atWarn()
                    .addKeyValue("address", jwks.address())
                    .log("gateway.auth.jwks is not https: whoever is on the way can let anybody in");
        }
        JwksReader reader = new JwksReader(vertx, jwks.address(), JwksReader.DEADLINE_MS);
        return new JwksSource(owner, jwks, configured, reader::read, steadyMs, onRead);
    }

    private static List<VerificationKey> file(String name, Problems problems) {
        String found;
        try {
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                found = "a directory";
            } else if (Files.size(file) > MAX_FILE_BYTES) {
                found = "more than " + MAX_FILE_BYTES + " bytes in it";
            } else {
                return PemKeys.read(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            found = "no such file";
        } catch (IOException e) {
            found = "a file that cannot be read";
        } catch (UnsuitedKeyException e) {
            found = "" + e.getMessage();
        }
        problems.add(
                PUBLIC_KEY,
                Printed.brief(name) + ": found " + found + "; allowed: a PEM file with public keys or certificates, "
                        + UnsuitedKeyException.ALLOWED);
        return List.of();
    }
}
