/**
 * What administrators do over HTTP on the management port: each request is checked, its credential verified by a gateway, and
 * carried out by the gateways of the cluster, all over the bus.
 *
 * <p>May know the bus contract and the kit. Start reading at {@link io.quotewire.monitoring.admin.AdminApi}; the table of
 * what there is is {@link io.quotewire.monitoring.admin.AdminOperation}.
 */
@NullMarked
package io.quotewire.monitoring.admin;

import org.jspecify.annotations.NullMarked;
