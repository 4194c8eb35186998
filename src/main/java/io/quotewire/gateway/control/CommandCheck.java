package io.quotewire.gateway.control;

import io.quotewire.bus.Bodies;
import io.quotewire.bus.ControlAction;
import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.gateway.limit.Blocks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a command must be before anything is done. Stateless. */
final class CommandCheck {
    private static final int MAX_TEXT = 256;
    private static final Pattern WATCH = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final int MAX_MESSAGE = 1_000;
    private static final long MAX_SECONDS = 366L * 24 * 3600;
    private static final long MAX_WATCH_SECONDS = 3_600;

    private CommandCheck() {}

    /** A command that can be done, its address written as sockets write it. */
    static ControlCommand command(ControlAction action, @Nullable Object body) {
        ControlCommand command = ControlCommand.from(Bodies.object(body));
        List<String> allowed = targets(action);
        Map<String, String> given = given(command);
        boolean forAll = given.isEmpty() && action == ControlAction.SYSTEM;
        if ((given.size() != 1 && !forAll) || !allowed.containsAll(given.keySet())) {
            throw new MalformedMessageException(allowed.get(0), "there must be one of " + String.join(", ", allowed));
        }
        given.forEach(CommandCheck::requireShort);
        given.forEach(CommandCheck::requireNoToken);
        requireShort("by", command.by());
        requireShort("reason", command.reason());
        requireSeconds(action, command.seconds());
        requireMessage(action, command.message());
        requireWatch(action, command.watch());
        return withAddress(action, command);
    }

    private static void requireSeconds(ControlAction action, @Nullable Long seconds) {
        long max = switch (action) {
            case BLOCK -> MAX_SECONDS;
            case WATCH -> MAX_WATCH_SECONDS;
            case DISCONNECT, REVOKE, UNBLOCK, SYSTEM -> 0;
        };
        if (seconds != null && (seconds < 1 || seconds > max)) {
            String problem = max == 0 ? "is for blocks and watches only" : "must be from 1 to " + max;
            throw new MalformedMessageException("seconds", problem);
        }
    }

    private static void requireMessage(ControlAction action, @Nullable String message) {
        if (action != ControlAction.SYSTEM) {
            if (message != null) {
                throw new MalformedMessageException("message", "is for messages to clients only");
            }
        } else if (message == null || message.isBlank() || message.length() > MAX_MESSAGE) {
            throw new MalformedMessageException("message", "must have 1 to " + MAX_MESSAGE + " characters");
        }
    }

    private static void requireWatch(ControlAction action, @Nullable String watch) {
        if (watch != null
                && (action != ControlAction.WATCH || !WATCH.matcher(watch).matches())) {
            throw new MalformedMessageException("watch", "is for watches, 1 to 64 letters, digits, dots and dashes");
        }
    }

    private static List<String> targets(ControlAction action) {
        return switch (action) {
            case DISCONNECT, WATCH, SYSTEM -> List.of("userId", "connectionId", "ip");
            case REVOKE -> List.of("userId", "tokenId");
            case BLOCK, UNBLOCK -> List.of("ip");
        };
    }

    private static Map<String, String> given(ControlCommand command) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("userId", command.userId());
        all.put("tokenId", command.tokenId());
        all.put("connectionId", command.connectionId());
        all.put("ip", command.ip());
        Map<String, String> given = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                given.put(name, Objects.requireNonNull(value));
            }
        });
        return given;
    }

    /** Tokens are never kept or written down. */
    static void requireNoToken(String field, @Nullable String value) {
        if (value != null && value.startsWith("eyJ") && value.indexOf('.') > 0) {
            throw new MalformedMessageException(field, "must not be a token; of a token there is its jti");
        }
    }

    private static void requireShort(String field, String value) {
        if (value.length() > MAX_TEXT) {
            throw new MalformedMessageException(field, "must have at most " + MAX_TEXT + " characters");
        }
        if (value.isEmpty() && !field.equals("reason")) {
            throw new MalformedMessageException(field, "must not be empty");
        }
    }

    private static ControlCommand withAddress(ControlAction action, ControlCommand command) {
        String given = command.ip();
        if (given == null) {
            return command;
        }
        boolean blocks = action == ControlAction.BLOCK || action == ControlAction.UNBLOCK;
        String ip = (blocks ? Blocks.target(given) : Blocks.canonical(given))
                .orElseThrow(() -> new MalformedMessageException(
                        "ip", "must be an IPv4 or IPv6 address" + (blocks ? ", or an IPv6 network of /64" : "")));
        return new ControlCommand(
                null,
                null,
                null,
                ip,
                command.by(),
                command.reason(),
                command.seconds(),
                command.message(),
                command.watch());
    }
}
