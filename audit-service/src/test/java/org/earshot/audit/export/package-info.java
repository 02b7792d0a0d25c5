@NullMarked
package org.earshot.audit.export;

import org.jspecify.annotations.NullMarked;
