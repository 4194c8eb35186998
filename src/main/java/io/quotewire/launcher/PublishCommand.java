package io.quotewire.launcher;

import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.quotewire.launcher.client.NodeAddress;
import io.quotewire.launcher.client.NodeHttp;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.credential.LocalSigner;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code publish}: sends a notification to a user, through a node that runs. */
@Command(
        name = "publish",
        description =
                "Sends a notification to a user through a running node, and prints {\"id\",\"seq\"} once it is stored.",
        footer = {"", "Exit codes: 0 stored; 1 bad arguments or configuration; 2 not reached, or refused by the node."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PublishCommand extends ConfiguredCommand {
    private static final String PUBLISHER = "command-line";
    private static final long TTL_SECONDS = 60;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Who gets it.")
    private String user = "";

    @Option(names = "--title", required = true, paramLabel = "TEXT", description = "One line.")
    private String title = "";

    @Option(names = "--body", required = true, paramLabel = "TEXT", description = "More lines.")
    private String body = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "message",
            description = "What sort it is, in words of your own; \"message\" without it.")
    private String kind = "";

    @Option(names = "--data", paramLabel = "JSON", description = "A JSON object for the programs that get it.")
    private @Nullable String data;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "A second one with the same key is not stored again, but answered as the first.")
    private @Nullable String idempotencyKey;

    @Mixin
    private CallOptions callOptions = new CallOptions();

    PublishCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        NotificationRequest request = request(complaints);
        Optional<String> given = callOptions.token(complaints);
        NodeAddress node = callOptions.gateway(configuration, complaints);
        complaints.throwIfAny();
        Optional<LocalSigner> signer =
                given.isPresent() ? Optional.empty() : Optional.of(LocalSigner.of(configuration));
        String token = signer.map(local -> local.token(PUBLISHER, UserRole.ADMIN, TTL_SECONDS))
                .or(() -> given)
                .orElseThrow();
        try {
            JsonObject answer = new NodeHttp(node).post("/api/notifications", token, request.toJson());
            terminal().out().println(answer.encode());
            return ExitCode.FINE.number();
        } catch (NotDoneException e) {
            throw CallOptions.explained(e, signer);
        }
    }

    private NotificationRequest request(Complaints complaints) {
        Arguments.user("--user", user, complaints);
        CallOptions.text("--title", title, complaints);
        CallOptions.text("--kind", kind, complaints);
        if (idempotencyKey != null) {
            CallOptions.text("--idempotency-key", idempotencyKey, complaints);
        }
        return new NotificationRequest(user, kind, title, body, object(complaints), idempotencyKey, null, false);
    }

    private JsonObject object(Complaints complaints) {
        if (data == null) {
            return new JsonObject();
        }
        try {
            if (StrictJson.parse(data) instanceof JsonObject object) {
                return object;
            }
            complaints.add("--data", "found no JSON object; allowed: one, as {\"order\":17}");
        } catch (MalformedJsonException e) {
            complaints.add("--data", "found no JSON (" + e.getMessage() + "); allowed: an object, as {\"order\":17}");
        }
        return new JsonObject();
    }
}
