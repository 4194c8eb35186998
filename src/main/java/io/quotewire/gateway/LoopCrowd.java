package io.quotewire.gateway;

import io.quotewire.bus.ControlCommand;
import io.quotewire.gateway.control.Crowd;
import io.quotewire.gateway.control.Sanction;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.ToLongFunction;

/** The connections of this node: each event loop is told by message, and closes its own. Confined to the verticle's context. */
final class LoopCrowd implements Crowd {
    private final List<GatewayLoop> loops;
    private final Context context;

    LoopCrowd(List<GatewayLoop> loops, Context context) {
        this.loops = List.copyOf(loops);
        this.context = context;
    }

    @Override
    public Future<Long> disconnect(ControlCommand command) {
        return everywhere(loop -> loop.disconnect(command));
    }

    @Override
    public Future<Long> impose(List<Sanction> sanctions) {
        return sanctions.isEmpty() ? Future.succeededFuture(0L) : everywhere(loop -> loop.impose(sanctions));
    }

    @Override
    public void lift(List<Sanction> sanctions) {
        Future<Long> unused = everywhere(loop -> {
            loop.lift(sanctions);
            return 0;
        });
    }

    private Future<Long> everywhere(ToLongFunction<LoopControl> work) {
        List<Future<Long>> told =
                loops.stream().map(loop -> loop.control(context, work)).toList();
        return Future.all(told)
                .map(all -> told.stream().mapToLong(Future::result).sum());
    }
}
