package io.quotewire.gateway.auth;

import java.util.Optional;

/**
 * What providers of all event loops of a node know credentials from; each is asked by message.
 *
 * @param keys the keys for tokens
 * @param apiKeys the API keys
 * @param tickets those of the cluster
 * @param sessions of a web application, if there is one
 */
public record CredentialSources(
        KeySource keys, ApiKeySource apiKeys, Tickets tickets, Optional<SessionDirectory> sessions) {}
