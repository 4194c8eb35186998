package io.quotewire.gateway.control;

import io.quotewire.bus.ControlCommand;
import io.vertx.core.Future;
import java.util.List;

/** The connections of this node, on all its event loops: the port by which commands reach them. Called on one context. */
public interface Crowd {
    /**
     * Closes connections.
     *
     * @param command whom it concerns
     * @return how many were closed, on the caller's context
     */
    Future<Long> disconnect(ControlCommand command);

    /**
     * Puts sanctions in force, and closes the connections that they concern.
     *
     * @param sanctions which; some may be in force already
     * @return how many were closed, on the caller's context
     */
    Future<Long> impose(List<Sanction> sanctions);

    /**
     * Ends sanctions.
     *
     * @param sanctions which; some may not be in force
     */
    void lift(List<Sanction> sanctions);
}
