package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.MultiMap;

/**
 * The request that opens a session. Immutable. The session's id is not in it: whoever knows it can read along.
 *
 * @param transport how the client came
 * @param headers of the request, not to be changed; without {@code Cookie} where another site's page could have sent it
 *     unasked: such a request proves nothing about the user
 * @param params of the query, not to be changed
 * @param ip from which address
 */
public record SockJsOpening(Transport transport, MultiMap headers, MultiMap params, String ip) {}
