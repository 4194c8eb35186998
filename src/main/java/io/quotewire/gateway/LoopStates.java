package io.quotewire.gateway;

import io.quotewire.gateway.mirror.ConnectionMirror;
import io.quotewire.gateway.session.SessionChanges.Delta;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;

/** What the connections of this node are: each event loop is asked by message. Confined to the verticle's context. */
final class LoopStates implements ConnectionMirror.Source {
    private final List<GatewayLoop> loops;
    private final Context context;

    LoopStates(List<GatewayLoop> loops, Context context) {
        this.loops = List.copyOf(loops);
        this.context = context;
    }

    @Override
    public Future<List<Delta>> changes(long refreshMs, int most) {
        List<Future<Delta>> asked = loops.stream()
                .map(loop -> loop.control(context, control -> control.changes(refreshMs, most)))
                .toList();
        return Future.all(asked).map(all -> asked.stream().map(Future::result).toList());
    }

    @Override
    public Future<Void> forget() {
        List<Future<Boolean>> told = loops.stream()
                .map(loop -> loop.control(context, control -> {
                    control.forgetChanges();
                    return true;
                }))
                .toList();
        return Future.all(told).mapEmpty();
    }
}
