/**
 * Exchanges for tests: real servers on a free local port that speak an exchange's documented protocol and, on command, do
 * the nasty things that exchanges do. Start at {@link io.quotewire.emulator.CoinbaseEmulator}.
 */
package io.quotewire.emulator;
