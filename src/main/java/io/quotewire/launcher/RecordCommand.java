package io.quotewire.launcher;

import io.quotewire.bus.Address;
import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.node.Signals;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code record}: what an exchange sends, into a file. */
@Command(
        name = "record",
        description = {
            "Writes what an exchange sends into a file that run --feed replay:FILE plays, until SIGINT or SIGTERM.",
            "A configured feed is kept up as always; an address is connected to once."
        },
        footer = {
            "",
            "Exit codes: 0 --for reached; 1 bad arguments or configuration; 2 not begun, ended before,"
                    + " or incomplete; 130 after SIGINT, 143 after SIGTERM, both with a complete file."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RecordCommand extends ConfiguredCommand {
    private static final String VERTICLE = "io.quotewire.feed.RecorderVerticle";
    private static final long STOP_SECONDS = 30;

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            required = true,
            description = "The name of a live feed of the file, or a ws:// or wss:// address.")
    private String feed = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "A file that does not exist yet.")
    private String out = "";

    @Option(
            names = "--send",
            paramLabel = "TEXT",
            description = "Sent to an address once it is connected, as a subscription. Repeatable.")
    private List<String> send = new ArrayList<>();

    @Option(names = "--for", paramLabel = "TIME", description = "Ends after this time, as 10s, 5m.")
    private @Nullable String span;

    RecordCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Configuration configuration, Complaints complaints) {
        JsonObject order = order(configuration, complaints);
        long forSeconds = span == null ? 0 : Arguments.seconds("--for", span, complaints);
        complaints.throwIfAny();
        return record(configuration.given().put("record", order), forSeconds);
    }

    private JsonObject order(Configuration configuration, Complaints complaints) {
        Path file = terminal().surroundings().resolve(out);
        if (Files.exists(file)) {
            complaints.add("--out", "found " + Printed.brief(out) + ", which exists; allowed: a new file");
        }
        JsonObject order = new JsonObject().put("out", file.toString());
        if (feed.startsWith("ws://") || feed.startsWith("wss://")) {
            return order.put("url", feed).put("send", new JsonArray(send));
        }
        if (!send.isEmpty()) {
            complaints.add("--send", "given with the name of a feed; allowed: with an address");
        }
        JsonObject sources = configuration.given().getValue("feed") instanceof JsonObject section
                        && section.getValue("sources") instanceof JsonObject named
                ? named
                : new JsonObject();
        if (!sources.containsKey(feed)) {
            complaints.add(
                    "--feed",
                    "unknown feed " + Printed.quoted(feed) + "; " + Nearest.among(feed, sources.fieldNames()));
        } else if (List.of("simulator", "replay", "bus")
                .contains(sources.getJsonObject(feed).getString("type"))) {
            complaints.add("--feed", "found " + Printed.quoted(feed) + ", which is no exchange; allowed: a live feed");
        }
        return order.put("feed", feed);
    }

    private int record(JsonObject config, long forSeconds) {
        CompletableFuture<Integer> signal = Signals.listen(Runtime.getRuntime()::halt);
        CompletableFuture<Integer> broken = new CompletableFuture<>();
        CompletableFuture<Boolean> complete = new CompletableFuture<>();
        Vertx vertx = Vertx.vertx();
        vertx.eventBus().<JsonObject>localConsumer(Address.RECORDER_ENDED.text(), message -> {
            JsonObject told = message.body();
            terminal()
                    .err()
                    .println("quotewire: " + told.getString("what") + ", " + told.getLong("messages") + " messages in "
                            + out + count(told, "leftOut", " left out") + count(told, "lost", " lost"));
            broken.complete(ExitCode.NOT_STARTED.number());
            if (told.containsKey("complete")) {
                complete.complete(told.getBoolean("complete"));
            }
        });
        try {
            String deployment = done(vertx.deployVerticle(VERTICLE, new DeploymentOptions().setConfig(config))
                    .toCompletionStage()
                    .toCompletableFuture());
            terminal().err().println("quotewire: recording " + feed + " into " + out);
            int exitCode = await(CompletableFuture.anyOf(signal, broken), forSeconds);
            done(vertx.undeploy(deployment).toCompletionStage().toCompletableFuture());
            return done(complete) ? exitCode : ExitCode.NOT_STARTED.number();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String count(JsonObject told, String name, String what) {
        long count = told.getLong(name);
        return count == 0 ? "" : ", " + count + what;
    }

    private static int await(CompletableFuture<Object> end, long forSeconds) {
        try {
            return (Integer) (forSeconds == 0 ? end.get() : end.get(forSeconds, TimeUnit.SECONDS));
        } catch (TimeoutException reached) {
            return ExitCode.FINE.number();
        } catch (InterruptedException | ExecutionException failure) {
            throw new NotDoneException("the recording was interrupted");
        }
    }

    private static <T> T done(CompletableFuture<T> step) {
        try {
            return step.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new NotDoneException("cannot record: " + (cause == null ? failure : cause).getMessage());
        } catch (InterruptedException | TimeoutException failure) {
            throw new NotDoneException("cannot record: " + failure);
        }
    }
}
