@NullMarked
package org.earshot.routing.reconciliation;

import org.jspecify.annotations.NullMarked;
