/** Who is calling. Only this package makes a person out of a token or a column. */
@NullMarked
package org.earshot.routing.person;

import org.jspecify.annotations.NullMarked;
