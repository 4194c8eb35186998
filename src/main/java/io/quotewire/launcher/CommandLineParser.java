package io.quotewire.launcher;

import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.settings.RefusedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command in the arguments, runs it, and turns what is wrong into lines on stderr and an exit code. */
final class CommandLineParser {
    private static final String RUN = "run";
    private static final Set<String> OF_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

    private final Terminal terminal;
    private final CommandLine commands;

    CommandLineParser(Terminal terminal) {
        this.terminal = terminal;
        commands = new CommandLine(new ProgramCommand())
                .addSubcommand(RUN, new RunCommand(terminal))
                .addSubcommand("apikey", new ApiKeyCommand(terminal))
                .addSubcommand("check", new CheckCommand(terminal))
                .addSubcommand("cluster", new ClusterCommand(terminal))
                .addSubcommand("publish", new PublishCommand(terminal))
                .addSubcommand("record", new RecordCommand(terminal))
                .addSubcommand("status", new StatusCommand(terminal))
                .addSubcommand("subscribe", new SubscribeCommand(terminal))
                .addSubcommand("token", new TokenCommand(terminal))
                .addSubcommand("version", new VersionCommand(terminal))
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, args) -> refuse(e))
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e));
    }

    int run(String... args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        // Without a command it is run: so its options may come first, and those of another command may not.
        boolean program = !words.isEmpty() && OF_THE_PROGRAM.contains(words.get(0));
        if (!program && (words.isEmpty() || words.get(0).startsWith("-"))) {
            words.add(0, RUN);
        }
        return commands.execute(words.toArray(String[]::new));
    }

    private int refuse(ParameterException e) {
        String line = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
        terminal.err().println("quotewire: " + line.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        return ExitCode.REFUSED.number();
    }

    private String unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        CommandLine command = e.getCommandLine();
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            Set<String> known = command.getCommandSpec().optionsMap().keySet();
            return "unknown option " + Printed.brief(option) + "; " + Nearest.among(option, known);
        }
        if (command == commands) {
            return "unknown command " + Printed.quoted(word) + "; "
                    + Nearest.among(word, commands.getSubcommands().keySet());
        }
        return "unexpected argument " + Printed.quoted(word) + " for " + command.getCommandName()
                + "; a command comes first, then its options";
    }

    private int fail(Exception e) {
        if (e instanceof RefusedException refused) {
            refused.lines().forEach(terminal.err()::println);
            return ExitCode.REFUSED.number();
        }
        if (e instanceof NotDoneException) {
            terminal.err().println("quotewire: " + e.getMessage());
            return ExitCode.NOT_STARTED.number();
        }
        LoggerFactory.getLogger(CommandLineParser.class).atDebug().setCause(e).log("command failed");
        terminal.err()
                .println(
                        "quotewire: failed unexpectedly (" + e + "); with QUOTEWIRE_LOG_LEVEL=DEBUG the log says more");
        return ExitCode.NOT_STARTED.number();
    }
}
