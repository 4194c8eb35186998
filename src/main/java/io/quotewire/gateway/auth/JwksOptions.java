package io.quotewire.gateway.auth;

import java.net.URI;

/**
 * Where a JSON Web Key Set is, and how often it is read.
 *
 * @param address http or https
 * @param refreshSeconds from one reading to the next
 * @param retrySeconds the least time between two requests, whatever tokens come
 */
public record JwksOptions(URI address, int refreshSeconds, int retrySeconds) {}
