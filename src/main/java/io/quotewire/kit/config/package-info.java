/**
 * Typed configuration: a {@link io.quotewire.kit.config.Section} declares its keys once; reading, checking, printing and
 * documenting all follow from that declaration. Every problem is collected with its path; nothing stops at the first.
 *
 * <p>A verticle offers its section to the launcher as a {@link io.quotewire.kit.config.ConfigSection} service. Start
 * reading at {@link io.quotewire.kit.config.Section}.
 */
@NullMarked
package io.quotewire.kit.config;

import org.jspecify.annotations.NullMarked;
