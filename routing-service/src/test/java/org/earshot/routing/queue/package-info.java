@NullMarked
package org.earshot.routing.queue;

import org.jspecify.annotations.NullMarked;
