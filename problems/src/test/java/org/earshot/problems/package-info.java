@NullMarked
package org.earshot.problems;

import org.jspecify.annotations.NullMarked;
