package io.quotewire.gateway.limit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes after warnings and closed connections: an address of which too many connections were closed, on whatever node, is
 * blocked. One object for all event loops of a node, which may tell it of closes from any of them; what it does, it does on
 * the context that it was given.
 */
public final class Escalation {
    /** Who blocks addresses. */
    public interface Sentence {
        /**
         * Blocks an address on every node.
         *
         * @param address as {@link CountedAddress} writes it
         * @param seconds for how long
         * @param reason why, for administrators
         * @return succeeds when it is done
         */
        Future<Void> block(String address, long seconds, String reason);
    }

    /**
     * How it goes on.
     *
     * @param owner the context that everything is done on
     * @param closes those of the cluster
     * @param seconds how long an address is blocked
     * @param spared addresses that are never blocked: those of proxies, behind which there is everybody
     * @param sentence blocks
     */
    private record Course(
            Context owner, RecentCloses closes, int seconds, Predicate<String> spared, Sentence sentence) {}

    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);
    private final @Nullable Course course;
    private Future<Void> counting = Future.succeededFuture();

    private Escalation(@Nullable Course course) {
        this.course = course;
    }

    /**
     * Nobody is ever blocked.
     *
     * @return to be told of closes all the same
     */
    public static Escalation off() {
        return new Escalation(null);
    }

    /**
     * Addresses are blocked.
     *
     * @param owner the context that everything is done on
     * @param closes those of the cluster
     * @param seconds how long an address is blocked
     * @param spared addresses that are never blocked: those of proxies, behind which there is everybody
     * @param sentence blocks; asked on the context
     * @return to be told of closes
     */
    public static Escalation to(
            Context owner, RecentCloses closes, int seconds, Predicate<String> spared, Sentence sentence) {
        return new Escalation(new Course(owner, closes, seconds, spared, sentence));
    }

    /**
     * A connection is being closed because it went too far. May be called on any thread.
     *
     * @param ip from where it comes
     */
    public void closed(String ip) {
        Course to = course;
        if (to != null && !to.spared().test(ip)) {
            String address = CountedAddress.of(ip);
            to.owner().runOnContext(there -> count(to, address));
        }
    }

    /** One after another: so nodes alone compete for an entry of the map. */
    private void count(Course to, String address) {
        counting = counting.compose(before -> to.closes().add(address))
                .onSuccess(tooMany -> {
                    if (tooMany) {
                        block(to, address);
                    }
                })
                .onFailure(problem -> failed(address, problem))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static void block(Course to, String address) {
        to.sentence().block(address, to.seconds(), to.closes().reason()).onFailure(problem -> failed(address, problem));
    }

    private static void failed(String address, Throwable problem) {
        LOG.atWarn()
                .addKeyValue("address", address)
                .addKeyValue("cause", problem.getMessage())
                .log("a closed connection may not have been counted against its address");
    }

    /** Forgets what is long over; to be called now and then, on the context. */
    public void tick() {
        Course to = course;
        if (to != null) {
            to.closes()
                    .sweep()
                    .onFailure(problem -> LOG.atWarn()
                            .addKeyValue("cause", problem.getMessage())
                            .log("closes of addresses could not be looked through"));
        }
    }
}
