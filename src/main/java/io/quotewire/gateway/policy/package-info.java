/**
 * Who may do what: the one place that decides, from the section {@code gateway.policy} of the configuration.
 *
 * <p>Everything that serves anybody asks it: requests of sessions, HTTP routes, peers of the event-bus bridge. It knows who
 * somebody is ({@code auth}) and how channels are named ({@code protocol}), and no session, subscription or transport. Start
 * reading at {@link io.quotewire.gateway.policy.Policy}.
 */
@NullMarked
package io.quotewire.gateway.policy;

import org.jspecify.annotations.NullMarked;
