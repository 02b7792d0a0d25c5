@NullMarked
package org.earshot.events;

import org.jspecify.annotations.NullMarked;
