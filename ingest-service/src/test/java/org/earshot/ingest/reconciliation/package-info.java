@NullMarked
package org.earshot.ingest.reconciliation;

import org.jspecify.annotations.NullMarked;
