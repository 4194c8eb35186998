package io.quotewire.launcher;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Printed;
import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.KeyFile;
import io.quotewire.kit.secret.MalformedKeyFileException;
import io.quotewire.kit.secret.RandomSecret;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code apikey}: makes, lists and removes API keys. Nodes that are running notice by themselves. */
@Command(
        name = "apikey",
        description =
                "Makes an API key for a service and prints it, once: only its hash is stored. Or lists or removes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ApiKeyCommand extends ConfiguredCommand {
    private static final String FILE = "gateway.auth.apiKeys.file";
    private static final int ID_BYTES = 6;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Whose key it is; its user id.")
    private @Nullable String service;

    @Option(names = "--role", paramLabel = "ROLE", description = "What the service may do.")
    private @Nullable String role;

    @Option(names = "--list", description = "Lists the keys: id, service, role, when it was made.")
    private boolean list;

    @Option(names = "--remove", paramLabel = "ID", description = "Removes the key of this id; its connections end.")
    private @Nullable String remove;

    ApiKeyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        boolean making = service != null || role != null;
        if ((making ? 1 : 0) + (list ? 1 : 0) + (remove != null ? 1 : 0) != 1) {
            complaints.add("apikey", "allowed: --service with --role, or --list, or --remove");
        }
        Optional<UserRole> named = making ? named(complaints) : Optional.empty();
        complaints.throwIfAny();
        KeyFile file = file(configuration);
        try {
            if (list) {
                print(file.readIfThere());
            } else if (remove != null) {
                remove(file, remove);
            } else {
                make(file, "" + service, named.orElseThrow());
            }
        } catch (MalformedKeyFileException e) {
            throw new RefusedException(file.path() + ": " + e.getMessage());
        } catch (IOException e) {
            String reason = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : e.getClass().getSimpleName();
            throw new NotDoneException(file.path() + ": cannot be read or written (" + reason + ")");
        }
        return ExitCode.FINE.number();
    }

    private Optional<UserRole> named(Complaints complaints) {
        if (service == null || !KeyEntry.isService(service)) {
            complaints.add(
                    "--service",
                    "found " + Printed.quoted(service == null ? "" : service)
                            + "; allowed: 1 to 128 characters that can be seen");
        }
        return Arguments.role("--role", role == null ? "" : role, complaints);
    }

    private KeyFile file(Configuration configuration) {
        Path file = configuration
                .text(FILE)
                .map(terminal().surroundings()::resolve)
                .orElseGet(() -> configuration.stateDirectory().resolve("api-keys.json"));
        return new KeyFile(file);
    }

    private void make(KeyFile file, String owner, UserRole may) throws IOException, MalformedKeyFileException {
        SecureRandom random = new SecureRandom();
        String key = RandomSecret.make(KeyEntry.PREFIX, random);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        KeyEntry entry = new KeyEntry(
                "ak_" + HexFormat.of().formatHex(id),
                owner,
                may.name(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                RandomSecret.hash(key));
        file.add(entry);
        terminal()
                .err()
                .println("key " + entry.id() + " of " + owner + ", role " + may + "; its hash is in " + file.path());
        terminal().out().println(key);
    }

    private void print(List<KeyEntry> entries) {
        entries.forEach(entry -> terminal()
                .out()
                .println(entry.id() + "  " + entry.service() + "  " + entry.role() + "  " + entry.created()));
    }

    private void remove(KeyFile file, String id) throws IOException, MalformedKeyFileException {
        if (!file.remove(id)) {
            throw new RefusedException("--remove: found no key " + Printed.quoted(id) + " in " + file.path()
                    + "; apikey --list tells which there are");
        }
        terminal()
                .err()
                .println("key " + id + " is removed; nodes that read " + file.path() + " notice within seconds");
    }
}
