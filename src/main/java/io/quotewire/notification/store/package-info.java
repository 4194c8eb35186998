/**
 * Where notifications are kept. {@link io.quotewire.notification.store.NotificationStore} is the door; every
 * implementation passes one contract test.
 *
 * <p>{@link io.quotewire.notification.store.Ledger} holds the rules (order, limits, positions, receipts) over plain
 * tables of text, so that keeping them in memory or on disk differs in the tables alone. May know the bus contract.
 */
@NullMarked
package io.quotewire.notification.store;

import org.jspecify.annotations.NullMarked;
