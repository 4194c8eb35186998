package io.quotewire.launcher.node;

import io.quotewire.kit.config.Effective;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in one line why a part of the node could not start. */
final class StartFailure {
    private StartFailure() {}

    /**
     * One line for the operator.
     *
     * @param part the role, or "cluster"
     * @param failure why
     * @param effective the configuration with its defaults
     */
    static String line(String part, Throwable failure, JsonObject effective) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAboutAddress(cause)) {
                return part + ": cannot listen on " + place(part, String.valueOf(cause.getMessage()), effective) + ": "
                        + reason(cause);
            }
        }
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return part + ": cannot start: " + text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** With native transports the kernel's refusal is no BindException; its text is the same. */
    private static boolean isAboutAddress(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return cause instanceof BindException
                || cause instanceof UnknownHostException
                || text.contains("Address already in use")
                || text.contains("bind(");
    }

    private static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "no address of this machine has that name";
        }
        if (text.contains("already in use")) {
            return "the port is taken by another program";
        }
        if (text.contains("ermission")) {
            return "this user may not use that port";
        }
        return "the address is none of this machine";
    }

    private static String place(String part, String message, JsonObject effective) {
        String host = text(effective, part + ".host").orElse("127.0.0.1");
        List<String> paths = new ArrayList<>(List.of(part + ".port"));
        if (Effective.find(effective, part) instanceof JsonObject section) {
            section.fieldNames().forEach(name -> paths.add(part + "." + name + ".port"));
        }
        List<String> given =
                paths.stream().filter(path -> text(effective, path).isPresent()).toList();
        String path = given.stream()
                .filter(candidate ->
                        message.matches(".*:" + text(effective, candidate).orElse("") + "\\b.*"))
                .findFirst()
                .orElse(given.isEmpty() ? part + ".port" : given.get(0));
        return host + ":" + text(effective, path).orElse("?") + " (" + path + ")";
    }

    private static Optional<String> text(JsonObject effective, String path) {
        Object value = Effective.find(effective, path);
        return value instanceof String || value instanceof Number ? Optional.of(value.toString()) : Optional.empty();
    }
}
