@NullMarked
package org.earshot.outbox;

import org.jspecify.annotations.NullMarked;
