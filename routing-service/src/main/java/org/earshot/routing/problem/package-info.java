/** What every answer that is not a success has in common (RFC 9457). */
@NullMarked
package org.earshot.routing.problem;

import org.jspecify.annotations.NullMarked;
