package io.quotewire.gateway;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Section;

/** Offers {@code gateway} to the launcher. */
public final class GatewaySection implements ConfigSection {
    @Override
    public Section section() {
        return GatewayOptions.section();
    }
}
