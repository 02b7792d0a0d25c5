/** The count of a day, for comparing what was received with what was queued. */
@NullMarked
package org.earshot.ingest.reconciliation;

import org.jspecify.annotations.NullMarked;
