package io.quotewire.launcher;

import io.quotewire.launcher.client.NodeAddress;
import io.quotewire.launcher.client.NodeHttp;
import io.quotewire.launcher.client.StatusTable;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: the figures of the whole cluster, once. */
@Command(
        name = "status",
        description = "Prints the figures of every node of the cluster, as one of them gathers them.",
        footer = {
            "",
            "Counts are since the start of each node.",
            "Exit codes: 0 printed, whatever the health; 1 bad arguments or configuration; 2 not reached."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StatusCommand extends ConfiguredCommand {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The management port of any node, as http://127.0.0.1:8081; without it, where the"
                    + " configuration says.")
    private @Nullable String url;

    @Option(names = "--json", description = "As it came, in one line of JSON.")
    private boolean json;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        NodeAddress node = NodeAddress.management(url, configuration, complaints);
        complaints.throwIfAny();
        JsonObject status = new NodeHttp(node).get("/status");
        terminal().out().println(json ? status.encode() : StatusTable.of(status));
        return ExitCode.FINE.number();
    }
}
