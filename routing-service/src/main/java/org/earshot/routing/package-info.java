/**
 * The pile: every message has its place in it, is given to one person at a time, and leaves it by
 * that person's decision only.
 */
@NullMarked
package org.earshot.routing;

import org.jspecify.annotations.NullMarked;
