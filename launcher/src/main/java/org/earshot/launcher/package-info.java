/**
 * What {@code ./earshot} does: the whole suite on one machine, and a story told with it. {@link
 * org.earshot.launcher.Suite} is also what the system tests start.
 */
@NullMarked
package org.earshot.launcher;

import org.jspecify.annotations.NullMarked;
