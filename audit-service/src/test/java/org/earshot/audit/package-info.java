@NullMarked
package org.earshot.audit;

import org.jspecify.annotations.NullMarked;
