package io.quotewire.gateway.transport.websocket;

/**
 * How the WebSockets of one event loop are served.
 *
 * @param takeOver whether channels are taken over from Vert.x
 * @param compression whether permessage-deflate is agreed where a client offers it
 * @param deflater the event loop's
 * @param answers the event loop's
 */
public record UpgradeOptions(
        boolean takeOver, boolean compression, FrameDeflater deflater, SwitchingProtocols answers) {}
