/** What judges the whole: the packaged services, from the outside, on real servers. */
@NullMarked
package org.earshot.systemtests;

import org.jspecify.annotations.NullMarked;
