package io.quotewire.gateway.session;

import java.util.function.LongSupplier;

/**
 * The present, twice.
 *
 * @param wallMs epoch milliseconds, for what the world may see
 * @param steadyMs milliseconds of a clock that never goes back, for what is measured
 */
public record Clock(LongSupplier wallMs, LongSupplier steadyMs) {
    /**
     * The machine's clocks.
     *
     * @return a clock
     */
    public static Clock system() {
        return new Clock(System::currentTimeMillis, () -> System.nanoTime() / 1_000_000);
    }
}
