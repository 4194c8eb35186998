package io.quotewire.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.limit.Admission;

/**
 * What the gateway's verticle gives to each of its event loops; nothing in it belongs to one of them.
 *
 * @param node the node's id
 * @param loops how many there are
 * @param options the configuration
 * @param credentials what they are known from, asked by message
 * @param admission counts connections and users, asked by message
 * @param registry the process's meters
 * @param gauges counts for the metrics
 */
record SharedByLoops(
        String node,
        int loops,
        GatewayOptions options,
        CredentialSources credentials,
        Admission admission,
        MeterRegistry registry,
        GatewayMeters gauges) {}
