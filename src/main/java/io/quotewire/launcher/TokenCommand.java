package io.quotewire.launcher;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.credential.SigningKey;
import io.quotewire.launcher.credential.Token;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.RefusedException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code token}: signs a token with the configured key, else with the development key. */
@Command(
        name = "token",
        description = "Prints a JSON Web Token, signed with the configured key or the development key.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TokenCommand implements Callable<Integer> {
    private static final Pattern TTL = Pattern.compile("([1-9]\\d{0,8})([smhd])");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final long MAX_TTL_SECONDS = 3_650 * 86_400L;

    private final Terminal terminal;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Whose token it is.")
    private String user = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "What its owner may do.")
    private String role = "";

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long it holds, as 30s, 15m, 1h, 7d; 1h without it.")
    private String ttl = "";

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Complaints complaints = new Complaints();
        Configuration configuration = configOptions.load(terminal, complaints);
        configuration.validate(complaints);
        if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
            complaints.add("--user", "found " + Printed.quoted(user) + "; allowed: the id of a user");
        }
        Optional<UserRole> named = role(complaints);
        long ttlSeconds = ttlSeconds(complaints);
        complaints.throwIfAny();
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.of(configuration, random)
                .orElseThrow(() -> new RefusedException("gateway.auth: only a public key or a JWKS address is"
                        + " configured, which can check tokens but not sign them; allowed: gateway.auth.secret, or a"
                        + " token from who holds the private key"));
        key.developmentFile().ifPresent(file -> terminal.err().println("signed with the development key " + file));
        Token token = new Token(
                user,
                named.orElseThrow(),
                UUID.randomUUID().toString(),
                Clock.systemUTC().instant(),
                ttlSeconds,
                configuration.text("gateway.auth.issuer").orElse(null),
                configuration.find("gateway.auth.audience").orElse(null));
        terminal.out().println(token.sign(key.secret()));
        return ExitCode.FINE.number();
    }

    private Optional<UserRole> role(Complaints complaints) {
        Optional<UserRole> named = UserRole.of(role.toUpperCase(Locale.ROOT));
        if (named.isEmpty()) {
            List<String> known = Arrays.stream(UserRole.values())
                    .map(UserRole::name)
                    .filter(name -> UserRole.of(name).isPresent())
                    .toList();
            complaints.add("--role", "unknown role " + Printed.quoted(role) + "; " + Nearest.among(role, known));
        }
        return named;
    }

    private long ttlSeconds(Complaints complaints) {
        Matcher matcher = TTL.matcher(ttl);
        if (matcher.matches()) {
            long seconds = Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L);
            if (seconds <= MAX_TTL_SECONDS) {
                return seconds;
            }
        }
        complaints.add("--ttl", "found " + Printed.quoted(ttl) + "; allowed: up to 3650d, as 30s, 15m, 1h, 7d");
        return 0;
    }
}
