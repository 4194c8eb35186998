package io.quotewire.launcher;

import io.quotewire.bus.UserRole;
import io.quotewire.launcher.credential.LocalSigner;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token}: signs a token with the configured key, else with the development key. */
@Command(
        name = "token",
        description = "Prints a JSON Web Token, signed with the configured key or the development key.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TokenCommand extends ConfiguredCommand {
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

    TokenCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        Arguments.user("--user", user, complaints);
        Optional<UserRole> named = Arguments.role("--role", role, complaints);
        long ttlSeconds = Arguments.seconds("--ttl", ttl, complaints);
        complaints.throwIfAny();
        LocalSigner signer = LocalSigner.of(configuration);
        signer.developmentFile().ifPresent(file -> terminal().err().println("signed with the development key " + file));
        terminal().out().println(signer.token(user, named.orElseThrow(), ttlSeconds));
        return ExitCode.FINE.number();
    }
}
