package io.quotewire.gateway;

import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.ControlCommand;
import io.quotewire.gateway.control.Crowd;
import io.quotewire.gateway.control.Sanction;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The connections of this node: each event loop is told by message, and sees to its own. Confined to the verticle's context. */
final class LoopCrowd implements Crowd {
    private final List<GatewayLoop> loops;
    private final Context context;
    private final String node;

    LoopCrowd(List<GatewayLoop> loops, Context context, String node) {
        this.loops = List.copyOf(loops);
        this.context = context;
        this.node = node;
    }

    @Override
    public Future<Long> disconnect(ControlCommand command) {
        return sum(loop -> loop.disconnect(command));
    }

    @Override
    public Future<Long> impose(List<Sanction> sanctions) {
        return sanctions.isEmpty() ? Future.succeededFuture(0L) : sum(loop -> loop.impose(sanctions));
    }

    @Override
    public void lift(List<Sanction> sanctions) {
        Future<Long> unused = sum(loop -> {
            loop.lift(sanctions);
            return 0L;
        });
    }

    @Override
    public Future<Long> watch(String watch, ControlCommand command, long untilMs) {
        return sum(loop -> loop.watch(watch, command, untilMs));
    }

    @Override
    public Future<Long> tell(ControlCommand command) {
        return sum(loop -> loop.tell(command));
    }

    @Override
    public Future<ConnectionPage> list(ConnectionQuery query) {
        return everywhere(loop -> loop.list(query, node)).map(pages -> ConnectionPage.of(pages, query.limit()));
    }

    private Future<Long> sum(Function<LoopControl, Long> work) {
        return everywhere(work)
                .map(counts -> counts.stream().mapToLong(Long::longValue).sum());
    }

    private <T> Future<List<T>> everywhere(Function<LoopControl, T> work) {
        List<Future<T>> told =
                loops.stream().map(loop -> loop.control(context, work)).toList();
        return Future.all(told).map(all -> told.stream().map(Future::result).toList());
    }
}
