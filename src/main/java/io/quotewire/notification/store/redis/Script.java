package io.quotewire.notification.store.redis;

import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.redis.RedisRefusedException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A program that Redis runs as one step.
 *
 * @param text in Lua
 * @param digest by which Redis knows it
 */
record Script(String text, String digest) {
    /** Reads one from beside this class; blocks. */
    static Script load(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            // The algorithm is Redis's own.
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new Script(
                    new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Runs it by its digest, and by its text where Redis has forgotten it, as it does when it ends. */
    Future<Response> run(RedisLink link, List<String> keys, List<String> args) {
        return link.ask(request(Command.EVALSHA, digest, keys, args))
                .recover(failure -> failure instanceof RedisRefusedException refused
                                && refused.code().equals("NOSCRIPT")
                        ? runText(link, keys, args)
                        : Future.failedFuture(failure));
    }

    /** Runs it by its text: nothing has to be said twice. */
    Future<Response> runText(RedisLink link, List<String> keys, List<String> args) {
        return link.ask(request(Command.EVAL, text, keys, args));
    }

    private static Request request(Command command, String script, List<String> keys, List<String> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }
}
