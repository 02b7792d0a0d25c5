@NullMarked
package org.earshot.audit.log;

import org.jspecify.annotations.NullMarked;
