@NullMarked
package org.earshot.ingest.extraction;

import org.jspecify.annotations.NullMarked;
