/** A house in which every rule is broken once, so that each rule is seen to find what it forbids. */
@NullMarked
package io.quotewire.architecture.broken;

import org.jspecify.annotations.NullMarked;
