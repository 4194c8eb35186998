package io.quotewire.launcher;

import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.client.NodeAddress;
import io.quotewire.launcher.client.NotDoneException;
import io.quotewire.launcher.credential.LocalSigner;
import io.quotewire.launcher.settings.Complaints;
import io.quotewire.launcher.settings.Configuration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which gateway to ask, and with which credential. */
final class CallOptions {
    private static final int UNAUTHORIZED = 401;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway, as http://127.0.0.1:8080; without it, where the configuration says.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Who asks; without it, a token is signed with the configured or development key.")
    private @Nullable String token;

    NodeAddress gateway(Configuration configuration, Complaints complaints) {
        return NodeAddress.gateway(url, configuration, complaints);
    }

    /** The token given, if one was. */
    Optional<String> token(Complaints complaints) {
        if (token != null && !token.matches("[!-~]+")) {
            complaints.add("--token", "found " + (token.isBlank() ? "nothing" : "blanks") + "; allowed: a token");
        }
        return Optional.ofNullable(token);
    }

    /** A node that does not accept a token which was signed here has another key: says which was taken. */
    static NotDoneException explained(NotDoneException e, Optional<LocalSigner> signer) {
        return e.status() == UNAUTHORIZED
                ? e.with(signer.map(CallOptions::whichKey).orElse(""))
                : e;
    }

    private static String whichKey(LocalSigner signer) {
        return signer.developmentFile()
                .map(file -> "; it was signed with " + file + ": --set data.dir=DIR takes the key of another data.dir")
                .orElse("; it was signed with gateway.auth.secret");
    }

    /** Complains of an option that must not be empty. */
    static void text(String option, String text, Complaints complaints) {
        if (text.isBlank()) {
            complaints.add(option, "found " + Printed.quoted(text) + "; allowed: some text");
        }
    }
}
