package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.WrongTypeException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a web application, in its Redis. Nothing is remembered: who has logged out is refused at the next handshake. While
 * Redis does not answer nobody is recognised by a session, and nobody is taken for anonymous. Its state is confined to the
 * context that owns it; it may be asked on any.
 */
public final class SessionDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectory.class);
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,256}");
    private final Context owner;
    private final RedisLink redis;
    private final SessionOptions options;
    private final SessionRecord records;
    private final Consumer<Boolean> onLookup;
    private boolean up = true;

    /**
     * A directory that was asked nothing yet.
     *
     * @param owner the context that it lives on
     * @param redis asked on that context
     * @param options what is where
     * @param wallMs the present, epoch milliseconds
     * @param onLookup told of every look-up whether there was an answer
     */
    public SessionDirectory(
            Context owner, RedisLink redis, SessionOptions options, LongSupplier wallMs, Consumer<Boolean> onLookup) {
        this.owner = owner;
        this.redis = redis;
        this.options = options;
        this.onLookup = onLookup;
        records = new SessionRecord(options.fields(), wallMs);
    }

    /**
     * The provider for one event loop.
     *
     * @param caller that loop's context
     * @return asks here
     */
    public Provider on(Context caller) {
        return id -> find(id, caller);
    }

    /**
     * Asks Redis whether it is there; to be called every few seconds, on its own context.
     *
     * @return when that is known
     */
    public Future<Void> tick() {
        return redis.send(List.of(Request.cmd(Command.PING)))
                .onComplete(done -> note(redis.isUp()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /**
     * Whether Redis answers; on its own context.
     *
     * @return false while it does not
     */
    public boolean isUp() {
        return redis.isUp();
    }

    /**
     * Gives everything back; on its own context.
     *
     * @return when done
     */
    public Future<Void> close() {
        return redis.close();
    }

    private Future<Principal> find(String id, Context caller) {
        if (!ID.matcher(id).matches()) {
            return Future.failedFuture(new CredentialRefusedException(Reason.MALFORMED, "this is no session"));
        }
        Promise<Principal> found = Promise.promise();
        owner.runOnContext(here -> find(id).onComplete(done -> caller.runOnContext(back -> found.handle(done))));
        return found.future();
    }

    private Future<Principal> find(String id) {
        String key = options.prefix() + id;
        return redis.send(List.of(
                        Request.cmd(Command.GET).arg(key),
                        Request.cmd(Command.PTTL).arg(key)))
                .onComplete(done -> {
                    note(redis.isUp());
                    onLookup.accept(done.succeeded() || done.cause() instanceof WrongTypeException);
                })
                .recover(failure -> Future.failedFuture(refusal(failure)))
                .map(answers -> records.principal(id, answers.get(0), answers.get(1)));
    }

    private static CredentialRefusedException refusal(Throwable failure) {
        return failure instanceof WrongTypeException
                ? new CredentialRefusedException(Reason.SESSION, "there is no such session")
                : new CredentialRefusedException(
                        Reason.STORE_UNAVAILABLE, "sessions cannot be looked up at the moment");
    }

    private void note(boolean answers) {
        if (answers != up) {
            up = answers;
            if (answers) {
                LOG.atInfo().log("sessions can be looked up again");
            } else {
                LOG.atWarn().log("Redis does not answer: nobody is recognised by a session");
            }
        }
    }
}
