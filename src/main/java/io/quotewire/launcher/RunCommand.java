package io.quotewire.launcher;

import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.credential.SigningKey;
import io.quotewire.launcher.node.Node;
import io.quotewire.launcher.node.NotStartedException;
import io.quotewire.launcher.node.ReadyLine;
import io.quotewire.launcher.node.SignalledException;
import io.quotewire.launcher.node.Signals;
import io.quotewire.launcher.node.StarterWatch;
import io.quotewire.launcher.node.Waiting;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.quotewire.launcher.settings.Plan;
import io.quotewire.launcher.settings.Planner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: starts a node and keeps it until a signal comes. */
@Command(
        name = "run",
        description = "Starts what verticles.json says, until SIGTERM or SIGINT. Prints one line when all is ready.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int NODE_ID_BYTES = 4;

    /** Has the node drained when its stdin ends. */
    static final String UNTIL_STDIN_ENDS = "--until-stdin-ends";

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private NodeOptions nodeOptions = new NodeOptions();

    /** Set by {@code cluster} for the nodes that it starts. */
    @Option(names = UNTIL_STDIN_ENDS, hidden = true)
    private boolean untilStdinEnds;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        Complaints complaints = new Complaints();
        Configuration configuration = configOptions.load(terminal, complaints);
        Plan plan = Planner.plan(configuration, nodeOptions.request(), terminal.surroundings(), complaints);
        complaints.throwIfAny();
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[NODE_ID_BYTES];
        random.nextBytes(id);
        String node = HexFormat.of().formatHex(id);
        JsonObject config = handedOut(configuration, random).put("node", identity(node, plan));
        List<String> idle = configuration.notEnforced();
        if (!idle.isEmpty()) {
            LOG.atWarn().addKeyValue("keys", idle).log("accepted, but not yet enforced");
        }
        CompletableFuture<Integer> signal = Signals.listen(Runtime.getRuntime()::halt);
        if (untilStdinEnds) {
            StarterWatch.begin(System.in, signal, Runtime.getRuntime()::halt);
        }
        Waiting waiting = new Waiting(signal);
        return live(new Node(node, plan, config, configuration.effective(), waiting), waiting, addresses -> {
            long tookMs = Duration.between(started, Instant.now()).toMillis();
            terminal.out().println(ReadyLine.of(node, plan, addresses, tookMs));
            terminal.out().flush();
        });
    }

    private int live(Node node, Waiting waiting, Consumer<Map<VerticleKind, JsonObject>> ready) {
        int exitCode;
        try {
            ready.accept(node.start());
            exitCode = waiting.untilSignal();
        } catch (SignalledException e) {
            exitCode = e.exitCode();
        } catch (NotStartedException e) {
            terminal.err().println(e.getMessage());
            exitCode = ExitCode.NOT_STARTED.number();
        }
        LOG.atDebug().addKeyValue("exitCode", exitCode).log("draining");
        node.stop();
        return exitCode;
    }

    private static JsonObject identity(String node, Plan plan) {
        JsonArray roles = new JsonArray();
        plan.roles().forEach(role -> roles.add(role.kind().text()));
        return new JsonObject().put("id", node).put("version", Version.text()).put("roles", roles);
    }

    private static JsonObject handedOut(Configuration configuration, SecureRandom random) {
        JsonObject config = configuration.given();
        SigningKey.of(configuration, random)
                .ifPresent(key -> key.developmentFile().ifPresent(file -> {
                    LOG.atWarn()
                            .addKeyValue("file", file)
                            .log("tokens are checked with the development key; configure gateway.auth.secret");
                    JsonObject gateway = config.getJsonObject("gateway", new JsonObject());
                    JsonObject auth = gateway.getJsonObject("auth", new JsonObject());
                    config.put("gateway", gateway.put("auth", auth.put("secret", key.secret())));
                }));
        return config;
    }
}
