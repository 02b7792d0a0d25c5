@NullMarked
package org.earshot.launcher;

import org.jspecify.annotations.NullMarked;
