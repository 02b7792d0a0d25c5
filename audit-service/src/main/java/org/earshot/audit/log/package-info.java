/**
 * The append-only log: what arrives becomes an entry, once, in one order; and how stored entries
 * are read back.
 */
@NullMarked
package org.earshot.audit.log;

import org.jspecify.annotations.NullMarked;
