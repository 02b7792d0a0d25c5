@NullMarked
package org.earshot.routing.decision;

import org.jspecify.annotations.NullMarked;
