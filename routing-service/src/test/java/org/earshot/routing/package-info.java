@NullMarked
package org.earshot.routing;

import org.jspecify.annotations.NullMarked;
