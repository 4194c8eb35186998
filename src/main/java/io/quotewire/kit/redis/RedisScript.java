package io.quotewire.kit.redis;

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
import org.jspecify.annotations.Nullable;

/**
 * A program that Redis runs as one step.
 *
 * @param text in Lua
 * @param digest by which Redis knows it
 */
public record RedisScript(String text, String digest) {
    /**
     * Reads one; blocks.
     *
     * @param beside the class that it lies beside, among the resources
     * @param name of the file
     * @return the script
     */
    public static RedisScript load(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            // The algorithm is Redis's own.
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new RedisScript(
                    new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /**
     * Runs it by its digest, and by its text where Redis has forgotten it, as it does when it ends.
     *
     * @param link to Redis
     * @param keys that it touches
     * @param args what it is told
     * @return what it says; fails as {@link RedisLink#ask} does
     */
    public Future<@Nullable Response> run(RedisLink link, List<String> keys, List<String> args) {
        return link.ask(request(Command.EVALSHA, digest, keys, args))
                .recover(failure -> failure instanceof RedisRefusedException refused
                                && refused.code().equals("NOSCRIPT")
                        ? runText(link, keys, args)
                        : Future.failedFuture(failure));
    }

    /**
     * Runs it by its text: nothing has to be said twice.
     *
     * @param link to Redis
     * @param keys that it touches
     * @param args what it is told
     * @return what it says; fails as {@link RedisLink#ask} does
     */
    public Future<@Nullable Response> runText(RedisLink link, List<String> keys, List<String> args) {
        return link.ask(request(Command.EVAL, text, keys, args));
    }

    private static Request request(Command command, String script, List<String> keys, List<String> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }
}
