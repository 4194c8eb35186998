package io.quotewire.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.limit.Admission;
import io.quotewire.gateway.limit.Escalation;
import io.quotewire.gateway.presence.PresenceDesk;
import io.quotewire.gateway.tls.ServerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's verticle gives to each of its event loops; nothing in it belongs to one of them.
 *
 * @param node the node's id
 * @param loops how many there are
 * @param options the configuration
 * @param credentials what they are known from, asked by message
 * @param admission counts connections and users, asked by message
 * @param escalation has addresses blocked, on all nodes
 * @param certificate what is shown at the start; null without TLS
 * @param presence counts who is in which channel, asked by message
 * @param registry the process's meters
 * @param gauges counts for the metrics
 */
record SharedByLoops(
        String node,
        int loops,
        GatewayOptions options,
        CredentialSources credentials,
        Admission admission,
        Escalation escalation,
        @Nullable ServerCertificate certificate,
        PresenceDesk presence,
        MeterRegistry registry,
        GatewayMeters gauges) {}
