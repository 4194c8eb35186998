package io.quotewire.gateway.control;

import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.ControlOrder;
import io.quotewire.gateway.limit.Blocks;
import java.util.List;
import java.util.Objects;

/** What an order comes to: against whom or what, and until when. Immutable. */
final class OrderTerms {
    private static final long BLOCK_SECONDS = 900;
    private static final long WATCH_SECONDS = 300;
    private final long revocationMs;

    /** With revocations that hold for so long, milliseconds. */
    OrderTerms(long revocationMs) {
        this.revocationMs = revocationMs;
    }

    /** What a revocation or a block puts in force. */
    Sanction sanction(ControlOrder order) {
        ControlCommand command = order.command();
        if (command.ip() != null) {
            return block(order, command.ip());
        }
        boolean user = command.userId() != null;
        String subject = Objects.requireNonNull(user ? command.userId() : command.tokenId());
        return new Sanction(
                user ? Sanction.Kind.USER : Sanction.Kind.TOKEN,
                subject,
                order.atMs(),
                order.atMs() + revocationMs,
                command.by(),
                command.reason());
    }

    /** All that keeps an address out and is to end: a block of its own, and one of its network. */
    static List<Sanction> ends(ControlOrder order) {
        return Blocks.around(Objects.requireNonNull(order.command().ip())).stream()
                .map(address -> block(order, address))
                .toList();
    }

    private static Sanction block(ControlOrder order, String address) {
        ControlCommand command = order.command();
        Long seconds = command.seconds();
        long lastsMs = (seconds == null ? BLOCK_SECONDS : seconds) * 1000;
        return new Sanction(
                Sanction.Kind.ADDRESS, address, order.atMs(), order.atMs() + lastsMs, command.by(), command.reason());
    }

    /** By which name a watch goes. */
    static String watchOf(ControlOrder order) {
        String chosen = order.command().watch();
        return chosen == null ? order.node() + "." + order.id() : chosen;
    }

    /** When a watch ends, epoch milliseconds. */
    static long watchEndMs(ControlOrder order) {
        Long seconds = order.command().seconds();
        return order.atMs() + (seconds == null ? WATCH_SECONDS : seconds) * 1000;
    }
}
