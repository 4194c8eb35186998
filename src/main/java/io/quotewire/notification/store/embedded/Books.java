package io.quotewire.notification.store.embedded;

import io.quotewire.notification.store.ChannelLedger;
import io.quotewire.notification.store.Ledger;

/**
 * What the file holds. Confined to the worker thread.
 *
 * @param users what is addressed to users
 * @param channels what is published to channels
 */
record Books(Ledger users, ChannelLedger channels) {}
