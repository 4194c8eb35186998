package io.quotewire.gateway;

import io.quotewire.gateway.auth.ApiKeys;
import io.quotewire.gateway.auth.AuthOptions;
import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.auth.CredentialVerifier;
import io.quotewire.gateway.auth.JwtVerifier;
import io.quotewire.gateway.auth.Provider;
import io.quotewire.gateway.auth.ProviderChain;
import io.quotewire.gateway.auth.Revocations;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The providers of one event loop, and what they learn from the node's sources. Confined to that loop. */
final class LoopProviders {
    private final Context context;
    private final CredentialSources sources;
    private final JwtVerifier tokens;
    private final ApiKeys apiKeys = new ApiKeys();
    private final CredentialVerifier chain;

    LoopProviders(
            Vertx vertx,
            Context context,
            CredentialSources sources,
            AuthOptions options,
            Revocations revocations,
            LongSupplier wallMs) {
        this.context = context;
        this.sources = sources;
        tokens = new JwtVerifier(vertx, context, sources.keys(), options, wallMs);
        Map<Credential.Kind, Provider> providers = new EnumMap<>(Credential.Kind.class);
        providers.put(Credential.Kind.TOKEN, tokens);
        providers.put(Credential.Kind.API_KEY, apiKeys);
        providers.put(Credential.Kind.TICKET, sources.tickets());
        sources.sessions().ifPresent(all -> providers.put(Credential.Kind.SESSION, all.on(context)));
        chain = new ProviderChain(providers, revocations);
    }

    CredentialVerifier chain() {
        return chain;
    }

    /**
     * Learns from now on.
     *
     * @param onChange told which API keys are not what they were
     * @return when all that is known was learned
     */
    Future<Void> follow(Consumer<ApiKeys.Change> onChange) {
        return sources.apiKeys()
                .follow(context, now -> onChange.accept(apiKeys.become(now)))
                .compose(known -> tokens.follow());
    }
}
