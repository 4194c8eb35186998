package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.bus.ControlAction;
import io.quotewire.gateway.auth.Principal;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who gives an administrator's command over the bridge is who the credential names, whatever the command says. Stateless. */
final class CommandSignature {
    private static final Set<String> COMMANDS = Stream.concat(
                    Stream.of(Address.CONTROL_CONNECTIONS, Address.CONTROL_SANCTIONS),
                    Stream.of(ControlAction.values()).map(ControlAction::address))
            .map(Address::text)
            .collect(Collectors.toUnmodifiableSet());

    private CommandSignature() {}

    /** The message itself, with its sender's name in it where it is a command. */
    static JsonObject by(Principal sender, JsonObject message) {
        boolean command = message.getValue("address") instanceof String address && COMMANDS.contains(address);
        if (command && message.getValue("body") instanceof JsonObject body) {
            body.put("by", sender.userId());
        }
        return message;
    }
}
