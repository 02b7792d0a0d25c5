@NullMarked
package org.earshot.transparency;

import org.jspecify.annotations.NullMarked;
