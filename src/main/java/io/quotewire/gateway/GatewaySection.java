package io.quotewire.gateway;

import io.quotewire.gateway.auth.ConfiguredKeys;
import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.vertx.core.json.JsonObject;

/** Offers {@code gateway} to the launcher. */
public final class GatewaySection implements ConfigSection {
    @Override
    public Section section() {
        return GatewayOptions.section();
    }

    @Override
    public void check(JsonObject json, Problems problems) {
        ConfiguredKeys.read(GatewayOptions.from(json, new Problems()).auth(), problems);
        GatewayOptions.policy(json, problems);
    }
}
