package io.quotewire.gateway;

import io.quotewire.gateway.auth.ApiKeySource;
import io.quotewire.gateway.auth.AuthOptions;
import io.quotewire.gateway.auth.ConfiguredKeys;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.auth.JwksSource;
import io.quotewire.gateway.auth.KeySet;
import io.quotewire.gateway.auth.KeySource;
import io.quotewire.gateway.auth.KeyState;
import io.quotewire.gateway.auth.SessionDirectory;
import io.quotewire.gateway.auth.SessionOptions;
import io.quotewire.gateway.auth.Tickets;
import io.quotewire.gateway.session.Clock;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.redis.RedisLink;
import io.quotewire.kit.secret.KeyFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node knows credentials from, kept up to date for all its event loops. Confined to the verticle's context. */
final class CredentialSupply {
    private static final long TICK_MS = 1_000;
    private static final long PING_MS = 2_000;
    private static final int MAX_LOOKUPS = 1_000;
    private static final String KEY_FILE = "api-keys.json";
    private final Vertx vertx;
    private final Context context;
    private final AuthOptions options;
    private final GatewayMeters meters;
    private final Clock clock = Clock.system();
    private final ApiKeySource apiKeys;
    private final @Nullable SessionDirectory sessions;
    private @Nullable JwksSource keySet;

    CredentialSupply(
            Vertx vertx, Context context, AuthOptions options, @Nullable String stateDirectory, GatewayMeters meters) {
        this.vertx = vertx;
        this.context = context;
        this.options = options;
        this.meters = meters;
        apiKeys = new ApiKeySource(vertx, context, keyFile(options, stateDirectory));
        sessions = options.sessions().map(this::directory).orElse(null);
    }

    /**
     * Reads everything for the first time, before anybody may come in. A file of API keys that cannot be understood is a
     * failure; a Redis that is away is none.
     */
    Future<CredentialSources> open(KeySet configured, Scope scope) {
        return apiKeys.start()
                .compose(read -> {
                    scope.every(TICK_MS, apiKeys::tick);
                    return sessions == null ? Future.<Void>succeededFuture() : sessions.tick();
                })
                .compose(asked -> {
                    if (sessions != null) {
                        scope.every(PING_MS, sessions::tick);
                    }
                    return Tickets.open(vertx, options, clock.wallMs());
                })
                .compose(tickets -> keys(configured, scope)
                        .map(keys -> new CredentialSources(keys, apiKeys, tickets, Optional.ofNullable(sessions))));
    }

    /** Adds what an operator should see beside what the gateway says of itself. */
    void describe(JsonObject checks, JsonObject figures) {
        if (keySet != null) {
            KeyState state = keySet.state();
            checks.put("keys", check(state.ok(), state.text()));
            figures.put("keys", state.keys())
                    .put("keysAgeMs", state.ageMs() < 0 ? null : state.ageMs())
                    .put("keysFailures", state.failures())
                    .put("keysProblem", state.problem());
        }
        checks.put("apiKeys", check(apiKeys.isHealthy(), apiKeys.text()));
        if (sessions != null) {
            checks.put("sessions", check(sessions.isUp(), sessions.isUp() ? "Redis answers" : "Redis does not answer"));
        }
    }

    Future<Void> close() {
        return sessions == null ? Future.succeededFuture() : sessions.close();
    }

    private static @Nullable KeyFile keyFile(AuthOptions options, @Nullable String stateDirectory) {
        return options.apiKeyFile()
                .map(Path::of)
                .or(() -> Optional.ofNullable(stateDirectory).map(folder -> Path.of(folder, KEY_FILE)))
                .map(KeyFile::new)
                .orElse(null);
    }

    private SessionDirectory directory(SessionOptions of) {
        RedisLink redis = new RedisLink(vertx, "sessions", of.redis(), of.timeoutMs(), MAX_LOOKUPS);
        return new SessionDirectory(context, redis, of, clock.wallMs(), meters::sessionLookedUp);
    }

    private Future<KeySource> keys(KeySet configured, Scope scope) {
        if (options.jwks().isEmpty()) {
            return Future.succeededFuture(KeySource.of(configured));
        }
        JwksSource source =
                ConfiguredKeys.remote(vertx, context, options, configured, clock.steadyMs(), meters::keysRead);
        keySet = source;
        scope.every(TICK_MS, source::tick);
        return source.read().map(source);
    }

    private static JsonObject check(boolean ok, String text) {
        return new JsonObject().put("ok", ok).put("text", text);
    }
}
