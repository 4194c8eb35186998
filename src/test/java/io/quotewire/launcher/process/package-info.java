/** The program as real processes: the packaged jar with verticles of the tests. */
package io.quotewire.launcher.process;
