package io.quotewire.monitoring.health;

/**
 * The process's memory. Immutable.
 *
 * @param heapUsedBytes Java heap in use, bytes
 * @param rssBytes resident set of the process, bytes; 0 where the system does not tell
 */
public record MemoryUse(long heapUsedBytes, long rssBytes) {}
