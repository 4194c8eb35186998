/**
 * What is addressed to a user: validated, stored, answered, announced, in this order. Live delivery is only a faster way
 * to what the store will say anyway.
 *
 * <p>May know the bus contract and the kit; never another verticle. Start reading at
 * {@link io.quotewire.notification.NotificationVerticle}; how it is kept is {@code store}'s.
 */
@NullMarked
package io.quotewire.notification;

import org.jspecify.annotations.NullMarked;
