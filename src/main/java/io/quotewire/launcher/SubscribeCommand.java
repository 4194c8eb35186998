package io.quotewire.launcher;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.client.ChannelReader;
import io.quotewire.launcher.client.NodeAddress;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.client.Wish;
import io.quotewire.launcher.credential.LocalSigner;
import io.quotewire.launcher.node.Signals;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code subscribe}: messages of channels to stdout, one line of JSON each. */
@Command(
        name = "subscribe",
        description = {
            "Prints the messages of channels of a running node, one line of JSON each, until SIGINT or SIGTERM.",
            "A connection that is lost is opened again, with growing delays; a node that is not there at first is not"
                    + " waited for. Progress and refusals go to stderr."
        },
        footer = {
            "",
            "Exit codes: 0 --count or --for reached, or nobody reads stdout any more; 1 bad arguments or configuration,"
                    + " or no channel granted; 2 not reached, or the node wants this client no more; 130 after SIGINT,"
                    + " 143 after SIGTERM."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SubscribeCommand extends ConfiguredCommand {
    private static final long TTL_SECONDS = 3_600;
    private static final int MAX_DEVICE_LENGTH = 64;

    @Parameters(
            paramLabel = "CHANNEL",
            arity = "1..*",
            description = "As prices:BTC-USD or notifications; a bare symbol, as BTC-USD, stands for its prices.")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "As this user, with a token signed as the token command does; without it nobody's, which is"
                    + " enough for prices.")
    private @Nullable String user;

    @Option(names = "--role", paramLabel = "ROLE", description = "The user's role; VIEWER without it.")
    private @Nullable String role;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Acknowledges what was printed under this name: the next time, the rest comes first.")
    private @Nullable String device;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many messages.")
    private @Nullable Long count;

    @Option(names = "--for", paramLabel = "TIME", description = "Ends after this time, as 10s, 5m.")
    private @Nullable String span;

    @Mixin
    private CallOptions callOptions = new CallOptions();

    SubscribeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        Optional<String> given = callOptions.token(complaints);
        Optional<UserRole> named = role(given, complaints);
        Wish wish = wish(given, complaints);
        NodeAddress node = callOptions.gateway(configuration, complaints);
        complaints.throwIfAny();
        Optional<LocalSigner> signer = user == null ? Optional.empty() : Optional.of(LocalSigner.of(configuration));
        ChannelReader.Credential credential = signer.map(local -> new ChannelReader.Credential(
                        () -> local.token(String.valueOf(user), named.orElse(UserRole.VIEWER), TTL_SECONDS), true))
                .orElseGet(() -> new ChannelReader.Credential(() -> given.orElse(null), false));
        ChannelReader reader = new ChannelReader(
                node,
                wish,
                credential,
                new ChannelReader.Output(terminal().out(), terminal().err()),
                ChannelReader.usualBackoff(new SecureRandom()));
        try {
            return reader.run(Signals.listen(Runtime.getRuntime()::halt));
        } catch (NotDoneException e) {
            throw CallOptions.explained(e, signer);
        }
    }

    private Optional<UserRole> role(Optional<String> token, Complaints complaints) {
        if (user != null) {
            Arguments.user("--user", user, complaints);
            if (token.isPresent()) {
                complaints.add("--user", "given with --token; allowed: one of them");
            }
        }
        if (role == null) {
            return Optional.empty();
        }
        if (user == null) {
            complaints.add("--role", "given without --user");
        }
        return Arguments.role("--role", role, complaints);
    }

    private Wish wish(Optional<String> token, Complaints complaints) {
        for (String channel : channels) {
            if (channel.isBlank() || channel.chars().anyMatch(Character::isISOControl)) {
                complaints.add("CHANNEL", "found " + Printed.quoted(channel) + "; allowed: the name of a channel");
            }
        }
        if (device != null) {
            if (device.isBlank()
                    || device.length() > MAX_DEVICE_LENGTH
                    || device.chars().anyMatch(Character::isISOControl)) {
                complaints.add("--device", "found " + Printed.quoted(device) + "; allowed: up to 64 characters");
            }
            if (user == null && token.isEmpty()) {
                complaints.add("--device", "given without a user; allowed: with --user or --token");
            }
        }
        if (count != null && count < 1) {
            complaints.add("--count", "found " + count + "; allowed: 1 or more");
        }
        long forSeconds = span == null ? 0 : Arguments.seconds("--for", span, complaints);
        return new Wish(channels, device, count == null ? 0 : count, forSeconds * 1_000);
    }
}
