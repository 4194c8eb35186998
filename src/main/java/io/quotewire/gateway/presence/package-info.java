/**
 * Who is in which channel, in the whole cluster. Each node owns the members that are connected to it, tells the others of every
 * change, and holds a book of all; what is lost on the way is noticed by numbers and asked for.
 *
 * <p>The book ({@link io.quotewire.gateway.presence.Book}) is pure: start there. {@code Exchange} connects it to the bus,
 * {@link io.quotewire.gateway.presence.PresenceDesk} to the event loops of the node, of which each has a
 * {@link io.quotewire.gateway.presence.Roll} of its own members. Knows {@code bus}, {@code gateway.protocol}, {@code
 * gateway.policy} and the ports of {@code gateway.subscription}; sessions use it, transports never.
 */
@NullMarked
package io.quotewire.gateway.presence;

import org.jspecify.annotations.NullMarked;
