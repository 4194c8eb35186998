package io.quotewire.monitoring;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Section;

/** Offers the section {@code monitoring} to the launcher. */
public final class MonitoringConfig implements ConfigSection {
    @Override
    public Section section() {
        return MonitoringOptions.SECTION;
    }
}
