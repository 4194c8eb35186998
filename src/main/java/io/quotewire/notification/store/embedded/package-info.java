/**
 * The store on this machine's disk: one SQLite file, held by one process. What it has answered survives the death of the
 * process and, because every commit is flushed, of the machine.
 *
 * <p>{@link io.quotewire.notification.store.embedded.EmbeddedStore} gathers requests on the event loop;
 * {@link io.quotewire.notification.store.embedded.StoreFile} does each batch of them with one commit, on a worker
 * thread. May know {@code notification.store} and the bus contract.
 */
@NullMarked
package io.quotewire.notification.store.embedded;

import org.jspecify.annotations.NullMarked;
