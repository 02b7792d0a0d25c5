/** The work items: how they come to be, in which order, who holds one. */
@NullMarked
package org.earshot.routing.queue;

import org.jspecify.annotations.NullMarked;
