/** What a person decided about a message they have read. */
@NullMarked
package org.earshot.routing.decision;

import org.jspecify.annotations.NullMarked;
