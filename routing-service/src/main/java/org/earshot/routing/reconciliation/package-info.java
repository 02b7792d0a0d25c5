/** Counts by which anybody can see that no message was lost. */
@NullMarked
package org.earshot.routing.reconciliation;

import org.jspecify.annotations.NullMarked;
