/**
 * What is technical and knows no word of the trade: configuration, lifecycle, resilience, time.
 *
 * <p>May know libraries; never the bus contract, never a verticle.
 */
@NullMarked
package io.quotewire.kit;

import org.jspecify.annotations.NullMarked;
