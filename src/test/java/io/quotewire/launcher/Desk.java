package io.quotewire.launcher;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Section;
import io.quotewire.launcher.settings.ClusterSection;
import io.quotewire.launcher.settings.StateSection;
import io.quotewire.launcher.settings.Surroundings;
import io.quotewire.launcher.settings.VerticlesSection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A place to run commands at: a working directory, an environment, sections of its own, and what was printed. */
public final class Desk {
    /** Names verticles that any class path of the tests has. */
    public static final String VERTICLES = """
            "verticles": {
              "feed": {"main": "io.quotewire.launcher.node.QuietVerticle"},
              "gateway": {"main": "io.quotewire.launcher.node.QuietVerticle"},
              "notification": {"main": "io.quotewire.launcher.node.QuietVerticle"},
              "monitoring": {"main": "io.quotewire.launcher.node.QuietVerticle"}
            }""";

    private static final Section GATEWAY = Section.of(
                    "gateway",
                    "Serves clients",
                    Key.of("host", Kind.text(), "127.0.0.1", "Where it listens"),
                    Key.of("port", Kind.integer(0, 65_535), 8080, "TCP port"),
                    Key.of("origins", Kind.texts("a list of origins", text -> !text.isBlank()), List.of(), "Who may"))
            .with(
                    Section.of(
                            "limits",
                            "Limits",
                            Key.of("connectionsPerIp", Kind.integer(0, 1_000), 10, "Connections")
                                    .notYetEnforced()),
                    Section.of(
                            "auth",
                            "Who is who",
                            Key.of("secret", Kind.text(), null, "Key").asSecret(),
                            Key.of("publicKey", Kind.text(), null, "PEM file"),
                            Key.of("jwks", Kind.text(), null, "Address"),
                            Key.of("issuer", Kind.text(), null, "iss"),
                            Key.of("audience", Kind.texts("a list of texts", text -> true), null, "aud")));

    private static final Section FEED = Section.of("feed", "Prices")
            .with(Section.named(
                    "sources",
                    "Where prices come from",
                    Section.of(
                            "source",
                            "One of them",
                            Key.of("type", Kind.choice(List.of("simulator", "replay")), "simulator", "What it is"),
                            Key.of("url", Kind.text(), null, "Where it is"),
                            Key.of("speed", Kind.decimal(0.1, 1_000), 1.0, "How fast"),
                            Key.of("loop", Kind.flag(), false, "Again and again"),
                            Key.of("rate", Kind.integer(1, 1_000), 20, "Ticks per second"))));

    private static final Section MONITORING = Section.of(
            "monitoring",
            "Health",
            Key.of("host", Kind.text(), "127.0.0.1", "Where it listens"),
            Key.of("port", Kind.integer(0, 65_535), 8081, "TCP port"));

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** At a working directory; the state goes below it. */
    public Desk(Path folder) {
        this.folder = folder;
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("PATH", "/usr/bin");
    }

    public Desk with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Desk file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the deployment that names the verticles of the tests, and more. */
    public Desk deployment(String more) {
        return file("verticles.json", "{" + VERTICLES + (more.isEmpty() ? "" : ",\n" + more) + "}");
    }

    public int run(String... args) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                sections(),
                new Surroundings(environment, folder),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(terminal, args);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public static List<ConfigSection> sections() {
        return List.of(
                new VerticlesSection(),
                new ClusterSection(),
                new StateSection(),
                () -> GATEWAY,
                () -> FEED,
                () -> MONITORING);
    }
}
