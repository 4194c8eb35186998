package io.quotewire.notification;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.vertx.core.json.JsonObject;

/** Offers the section {@code notification} to the launcher. */
public final class NotificationConfig implements ConfigSection {
    @Override
    public Section section() {
        return NotificationOptions.SECTION;
    }

    @Override
    public void check(JsonObject json, Problems problems) {
        NotificationOptions.from(json, problems);
    }
}
