package io.quotewire.gateway.control;

import io.quotewire.bus.ConnectionPage;
import io.quotewire.bus.ConnectionQuery;
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

    /**
     * Tells for a while what connections do, those that come meanwhile too.
     *
     * @param watch the watch's id
     * @param command whom it concerns
     * @param untilMs when it ends, epoch milliseconds
     * @return how many there are now, on the caller's context
     */
    Future<Long> watch(String watch, ControlCommand command, long untilMs);

    /**
     * Sends a message.
     *
     * @param command what, and to whom
     * @return to how many connections, on the caller's context
     */
    Future<Long> tell(ControlCommand command);

    /**
     * Shows connections.
     *
     * @param query which
     * @return the first of them, on the caller's context
     */
    Future<ConnectionPage> list(ConnectionQuery query);
}
